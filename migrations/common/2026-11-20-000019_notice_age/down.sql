DROP INDEX notices_by_age;
