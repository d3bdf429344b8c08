/*
 * When a promise is to be kept, and how it went: the words that the rules, the store and the
 * screens share. A day is a number, days since 1970-01-01 of the civil calendar; which day it is at
 * some moment is for day.h to say.
 */
#ifndef MEND_PRACTICE_SCHEDULE_H
#define MEND_PRACTICE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum schedule_kind {
    SCHEDULE_ONCE,     /* by a day */
    SCHEDULE_DAILY,    /* every day */
    SCHEDULE_WEEKDAYS, /* on chosen days of the week */
    SCHEDULE_WEEKLY,   /* so many times a week, whichever days */
    SCHEDULE_KINDS
};

struct schedule {
    enum schedule_kind kind;
    int32_t by;        /* SCHEDULE_ONCE: the last day, itself included */
    unsigned weekdays; /* SCHEDULE_WEEKDAYS: bit 0 is Monday, bit 6 Sunday */
    int times;         /* SCHEDULE_WEEKLY: 1 to 7 */
};

/* How it went on a day. None of them is a score. */
enum mark_kind { MARK_NONE, MARK_KEPT, MARK_PARTLY, MARK_NOT, MARK_RELEASED, MARK_KINDS };

/* A promise rests from one day to another; `to` INT32_MAX: until it is taken up again. */
struct pause {
    int32_t from, to; /* both included */
};

/* One mark. At most one a day and promise. */
struct mark {
    int32_t day;
    enum mark_kind kind;
};

#endif
