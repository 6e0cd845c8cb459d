"""Words for a model. In: what is told of a shot. Out: a prompt in the model's dialect."""
