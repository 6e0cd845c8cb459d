"""Backends, one file each: models in this process, servers and hosts. None knows another."""
