"""Who answers. In: a request. Out: a call, with every raw reply, whatever went wrong."""
