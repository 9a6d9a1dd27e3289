DROP TABLE notice_hours;
DROP TABLE notice_wishes;
DROP TABLE notices;
