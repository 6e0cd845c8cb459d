"""Words about the camera and a placed scene in; where it stands, looks and moves out."""
