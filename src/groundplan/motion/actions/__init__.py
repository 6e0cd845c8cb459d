"""What people do, as data: keyed reaches in named frames, solved by one pure function."""
