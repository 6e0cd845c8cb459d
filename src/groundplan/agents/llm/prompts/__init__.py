"""What a language model is told. In: a text and its facts. Out: a prompt with a hash."""

from groundplan.agents.llm.prompts.prompt import Prompt, prompt_for

__all__ = ["Prompt", "prompt_for"]
