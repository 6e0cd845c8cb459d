"""The judge. In: a control pack of the plan, and a clip from anywhere. Out: measurements, verdicts.

It knows neither agents nor shaders, and cannot tell who made a clip.
"""
