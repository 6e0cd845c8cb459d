"""The linter's rules by family: a measured shot, cut or world in; what breaks a rule out."""
