DROP INDEX field_jobs_offered;
