ALTER TABLE home_words ADD CONSTRAINT home_words_company_id_premises_id_fkey FOREIGN KEY (company_id, premises_id) REFERENCES premises (company_id, id);
