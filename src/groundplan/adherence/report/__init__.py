"""What people and machines read. In: a report, the plan and the clip. Out: JSON, and one page."""
