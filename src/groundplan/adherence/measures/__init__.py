"""What was seen becomes numbers, each under the id of its definition."""
