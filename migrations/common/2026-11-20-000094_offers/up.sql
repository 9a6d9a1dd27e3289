-- What was offered to somebody and waits for their answer, of all companies: the errand that takes it back asks for it every few minutes.
CREATE INDEX field_jobs_offered ON field_jobs (stage, offered_at);
