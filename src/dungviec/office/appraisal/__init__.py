"""The office's appraisal: catalogue of products, work assigned, sheets of the months, the year and its decision."""
