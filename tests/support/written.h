/* Journals for the tests of screens: what was written in ten years, and what cannot be read. */
#ifndef TESTS_SUPPORT_WRITTEN_H
#define TESTS_SUPPORT_WRITTEN_H

#include "mend/store/journal.h"
#include "support/pictures.h"

#define LEFT "\x1b[D"
#define RIGHT "\x1b[C"
#define UP "\x1b[A"
#define DOWN "\x1b[B"
#define HOME "\x1b[H"
#define END "\x1b[F"
#define PAGE_UP "\x1b[5~"
#define PAGE_DOWN "\x1b[6~"
#define WHEEL_UP "\x1b[<64;20;6M"
#define WHEEL_DOWN "\x1b[<65;20;6M"

bool bench_shows(struct bench *bench, const char *text);
void bench_expect_shown(struct bench *bench, const char *text);

/* bench_expect_both(), and NAME-40x12. */
void bench_expect_all(struct bench *bench, const char *name);

/* Adds an entry and returns its id. */
int64_t bench_add(struct bench *bench, const struct journal_new *entry);
int64_t bench_write(struct bench *bench, const char *day, const char *text);

/*
 * From January 2017 to 21 November 2026, always the same: some days with more than one entry, many
 * tags, some of it pinned, sealed, in the trash or written beside a lesson.
 */
void bench_write_ten_years(struct bench *bench);

/* A number below BELOW; the same ones in every run. */
uint32_t chance(uint32_t below);

/* Puts something that is no store where the store would be; it was not there yet. */
void break_store(void);

/* Nothing was ever written. */
void expect_nothing_kept(void);

#endif
