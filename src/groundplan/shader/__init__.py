"""The neural shader. In: a shot's brief and its control pack. Out: footage of any video model.

A backend says what it honours, plans without side effects, encodes what it will send, and sends it.
It knows neither the agents that made the world nor the judge of the footage.
"""
