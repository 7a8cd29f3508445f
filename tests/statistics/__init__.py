"""Statistics by procedure, the year for the Committee, issued reports, the scoreboard."""
