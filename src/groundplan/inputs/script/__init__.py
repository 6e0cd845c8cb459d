"""A script becomes scenes and facts. In: Fountain, Final Draft or plain text. Out: `Script`."""
