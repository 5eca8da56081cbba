"""The years ahead: retirements, terms, headcount and skills, with the levers somebody may pull."""
