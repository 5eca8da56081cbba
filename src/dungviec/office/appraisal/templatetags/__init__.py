"""Tags of the appraisal's templates."""
