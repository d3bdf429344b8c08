/*
 * Screens drawn into a canvas, against pictures in tests/ui/golden/. To look at a change and take
 * it over: MEND_GOLDEN=write, then read the difference before it is committed.
 */
#ifndef TESTS_SUPPORT_PICTURES_H
#define TESTS_SUPPORT_PICTURES_H

#include "ui/ui.h"

struct bench {
    char *folder; /* the test runs in it, so that no picture names a place of this machine */
    struct clock clock;
    struct ui ui;
};

/* For cmocka: a program without a terminal, 30 x 100, on the lessons of tests/ui/content. */
int bench_set_up(void **state);
int bench_tear_down(void **state);
#define BENCH_TEST(function)                                                                       \
    cmocka_unit_test_setup_teardown(function, bench_set_up, bench_tear_down)

/* Finds the pictures; false, with a sentence, when the test does not run in the project. */
bool bench_find_pictures(void);

/* NOW is what stands in golden/NAME.txt. */
void picture_expect(const struct str *now, const char *name);

/* Types BYTES; a lone Esc is one after 25 ms. */
void bench_type(struct bench *bench, const char *bytes);

/* Makes the window ROWS x COLUMNS. */
void bench_resize(struct bench *bench, int rows, int columns);

/* The picture with a line that says where the cursor is. */
void bench_picture(struct bench *bench, struct str *out);

/* The screen looks like golden/NAME.txt; like NAME-60x16 and NAME-100x30 at those sizes. */
void bench_expect(struct bench *bench, const char *name);
void bench_expect_both(struct bench *bench, const char *name);

/* Begins the lesson Today offers and goes on to PAGE, from 1. */
void bench_begin_at(struct bench *bench, int page);

/* Leaves the lesson and opens it again: what was answered is earlier now. */
void bench_come_back(struct bench *bench);

#endif
