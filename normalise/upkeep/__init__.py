"""What a linguist's commands do beyond checking: statistics, impact of a change, suggestions, exchange."""
