DROP TABLE ledger_postings;
DROP TABLE ledger_entries;
DROP TABLE ledger_accounts;
DROP TABLE ledger_closings;
DROP TABLE ledger_books;
