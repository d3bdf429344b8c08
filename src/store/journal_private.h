/* What the files of the journal share. */
#ifndef MEND_STORE_JOURNAL_PRIVATE_H
#define MEND_STORE_JOURNAL_PRIVATE_H

#include "mend/store/journal.h"
#include "statement.h"

/* ERR_NOT_FOUND with its sentence. */
enum err journal_fault_gone(struct fault *fault);

/* OK when DAY is a day of the calendar, written "2026-11-21". */
enum err journal_check_day(const char *day, struct fault *fault) MUST_CHECK;

#endif
