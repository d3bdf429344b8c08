/* What promises ask of days, case by case. promise_model_test.c tries the rules at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mend/practice/promise.h"

/*
 * Days are told from Monday, 2 November 2026, on: 0 is that Monday, 19 is Saturday the 21st. Marks
 * are drawn as text, a letter a day from day 0 on: k kept, p partly, n not this time, r released,
 * and a dot for none. Pauses are drawn beside it with z.
 */
enum { MONDAY = 20759, MOST = 64, FOREVER = INT32_MAX };

struct drawn {
    struct promise_history promise;
    struct mark marks[MOST];
    struct pause pauses[MOST];
};

static void draw_marks(struct drawn *drawn, const char *marks)
{
    static const char letters[] = ".kpnr";
    for (size_t i = 0; marks[i]; i++)
        if (marks[i] != '.') {
            enum mark_kind kind = (enum mark_kind)(strchr(letters, marks[i]) - letters);
            drawn->marks[drawn->promise.mark_count++] = (struct mark){MONDAY + (int32_t)i, kind};
        }
}

static void draw_pauses(struct drawn *drawn, const char *pauses)
{
    for (size_t i = 0; pauses && pauses[i]; i++)
        if (pauses[i] == 'z')
            drawn->pauses[drawn->promise.pause_count++] =
                (struct pause){MONDAY + (int32_t)i, MONDAY + (int32_t)i};
}

static const struct promise_history *draw(struct drawn *drawn, struct schedule schedule,
                                          const char *marks, const char *pauses)
{
    *drawn = (struct drawn){.promise = {.schedule = schedule, .from = MONDAY, .until = FOREVER}};
    drawn->promise.marks = drawn->marks;
    drawn->promise.pauses = drawn->pauses;
    draw_marks(drawn, marks);
    draw_pauses(drawn, pauses);
    return &drawn->promise;
}

static const struct schedule daily = {.kind = SCHEDULE_DAILY};
static const struct schedule mon_wed_sun = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x45};
static const struct schedule three_a_week = {.kind = SCHEDULE_WEEKLY, .times = 3};

static struct schedule by(int day)
{
    return (struct schedule){.kind = SCHEDULE_ONCE, .by = MONDAY + day};
}

/* ---- days ---- */

/* As letters: . nothing, z rests, a ahead, d due, o open, and the marks. */
static void expect_days(const struct promise_history *promise, int today, const char *expected)
{
    static const char letters[] = ".zadokpnr";
    char found[MOST] = "";
    for (size_t i = 0; expected[i]; i++)
        found[i] = letters[promise_day(promise, MONDAY + (int32_t)i, MONDAY + today)];
    assert_string_equal(found, expected);
}

static void test_days(void **state)
{
    (void)state;
    struct drawn drawn;
    expect_days(draw(&drawn, daily, "", NULL), 2, "oodaaaa");
    expect_days(draw(&drawn, daily, "kp.nr", NULL), 5, "kponrda");
    expect_days(draw(&drawn, daily, "k.k", NULL), 2, "kokaa");
    expect_days(draw(&drawn, daily, "", "..zz.z"), 4, "oozzdza");
    expect_days(draw(&drawn, daily, "k.k", "..zz"), 4, "kokzda"); /* kept while it rested */
    expect_days(draw(&drawn, mon_wed_sun, "", NULL), 2, "o.d...aa.a...a");
    expect_days(draw(&drawn, mon_wed_sun, ".k", NULL), 2, "okd...a");
    expect_days(draw(&drawn, (struct schedule){.kind = SCHEDULE_WEEKDAYS}, "", NULL), 2, ".......");
    /* A week lacks something, but no day of it in particular. */
    expect_days(draw(&drawn, three_a_week, "k", NULL), 2, "k.d....");
    expect_days(draw(&drawn, three_a_week, "kk", NULL), 2, "kkd....");
    expect_days(draw(&drawn, three_a_week, "kpk", NULL), 3, "kpk....");
    expect_days(draw(&drawn, three_a_week, "k", NULL), 9, "k........d....");
    /* Once: one day, however long ago. */
    expect_days(draw(&drawn, by(3), "", NULL), 1, "...a...");
    expect_days(draw(&drawn, by(3), "", NULL), 3, "...d...");
    expect_days(draw(&drawn, by(3), "", NULL), 30, "...o...........");
    expect_days(draw(&drawn, by(3), ".k", NULL), 2, ".k.....");
    expect_days(draw(&drawn, by(3), ".p", NULL), 2, ".p.a...");
    expect_days(draw(&drawn, by(3), ".....k", NULL), 6, ".....k.");
}

static void test_days_outside(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, daily, "k.k.k", NULL);
    drawn.promise.from = MONDAY + 1;
    drawn.promise.until = MONDAY + 3;
    expect_days(&drawn.promise, 6, "kokok..");
    draw(&drawn, daily, "", "zzzzz");
    drawn.promise.from = MONDAY + 1;
    drawn.promise.until = MONDAY + 3;
    expect_days(&drawn.promise, 6, ".zzz...");
}

static void test_a_pause_without_end(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, daily, "", NULL);
    drawn.pauses[0] = (struct pause){MONDAY + 2, FOREVER};
    drawn.promise.pause_count = 1;
    expect_days(&drawn.promise, 5, "oozzzzzzzzzz");
    assert_true(promise_rests(&drawn.promise, MONDAY + 30000));
    assert_int_equal(promise_next(&drawn.promise, MONDAY + 1), MONDAY + 1);
    assert_int_equal(promise_next(&drawn.promise, MONDAY + 2), DAY_NONE);
}

static void test_a_month(void **state)
{
    (void)state;
    struct drawn drawn;
    enum promise_day days[MONTH_DAYS];
    draw(&drawn, daily, "kn", NULL); /* from 2 November */
    assert_int_equal(promise_month(&drawn.promise, MONDAY + 19, MONDAY + 3, days), 30);
    assert_int_equal(days[0], PROMISE_NOTHING);
    assert_int_equal(days[1], PROMISE_KEPT);
    assert_int_equal(days[2], PROMISE_NOT);
    assert_int_equal(days[3], PROMISE_OPEN);
    assert_int_equal(days[4], PROMISE_DUE);
    assert_int_equal(days[29], PROMISE_AHEAD);
    assert_int_equal(promise_month(&drawn.promise, MONDAY + 29, MONDAY + 3, days), 31);
}

/* ---- what comes next ---- */

static void expect_next(const struct promise_history *promise, int today, int next)
{
    assert_int_equal(promise_next(promise, MONDAY + today),
                     next == DAY_NONE ? DAY_NONE : MONDAY + next);
}

static void test_next(void **state)
{
    (void)state;
    struct drawn drawn;
    expect_next(draw(&drawn, daily, "", NULL), -5, 0);
    expect_next(draw(&drawn, daily, "kk", NULL), 2, 2);
    expect_next(draw(&drawn, daily, "kkk", NULL), 2, 3);
    expect_next(draw(&drawn, daily, "", "..zzz"), 2, 5);
    expect_next(draw(&drawn, mon_wed_sun, "", NULL), 3, 6);
    expect_next(draw(&drawn, mon_wed_sun, "..k", NULL), 2, 6);
    expect_next(draw(&drawn, mon_wed_sun, "", "......z"), 3, 7);
    expect_next(draw(&drawn, (struct schedule){.kind = SCHEDULE_WEEKDAYS}, "", NULL), 0, DAY_NONE);
    expect_next(draw(&drawn, three_a_week, "kk", NULL), 1, 2);
    expect_next(draw(&drawn, three_a_week, "kkk", NULL), 3, 7);
    expect_next(draw(&drawn, three_a_week, "kk....n", NULL), 6, 7);
    expect_next(draw(&drawn, three_a_week, "", "..zzzzz"), 2, 7);
    expect_next(draw(&drawn, (struct schedule){.kind = SCHEDULE_WEEKLY}, "", NULL), 0, DAY_NONE);
    expect_next(draw(&drawn, by(5), "", NULL), 3, 5);
    expect_next(draw(&drawn, by(5), "", NULL), 5, 5);
    expect_next(draw(&drawn, by(5), "", NULL), 6, DAY_NONE);
    expect_next(draw(&drawn, by(5), "k", NULL), 3, DAY_NONE);
    expect_next(draw(&drawn, by(5), "p", NULL), 3, 5);
    draw(&drawn, daily, "", NULL);
    drawn.promise.until = MONDAY + 4;
    expect_next(&drawn.promise, 4, 4);
    expect_next(&drawn.promise, 5, DAY_NONE);
}

/* ---- once ---- */

static void test_once(void **state)
{
    (void)state;
    static const struct {
        int by;
        const char *marks, *pauses;
        int today, due_by;
        enum mark_kind answer;
        bool overdue;
    } rows[] = {
        {3, "", "", 3, 3, MARK_NONE, false},
        {3, "", "", 4, 3, MARK_NONE, true},
        {3, "", "", 400, 3, MARK_NONE, true},
        {3, "k", "", 1, 3, MARK_KEPT, false}, /* early */
        {3, "......k", "", 5, 3, MARK_NONE, true},
        {3, "......k", "", 6, 3, MARK_KEPT, false}, /* late is kept as well */
        {3, "...n", "", 9, 3, MARK_NOT, false},
        {3, "n", "", 1, 3, MARK_NOT, false},
        {3, "r", "", 1, 3, MARK_RELEASED, false},
        {3, "...n.k", "", 9, 3, MARK_KEPT, false}, /* the latest says how it is */
        {3, ".p", "", 2, 3, MARK_NONE, false},     /* the rest is still to be done */
        {3, ".p", "", 3, 3, MARK_NONE, false},
        {3, ".p", "", 4, 3, MARK_PARTLY, false},
        {3, "...p", "", 3, 3, MARK_PARTLY, false},
        {3, ".pk", "", 2, 3, MARK_KEPT, false},
        {-5, "", "", 0, 0, MARK_NONE, false}, /* not before it began */
        {3, "", "..zzz", 4, 5, MARK_NONE, false},
        {3, "", "..zzz", 6, 5, MARK_NONE, true},
        {3, "", "..zz.z", 4, 4, MARK_NONE, false},
        {3, "..k", "..zzz", 4, 5, MARK_KEPT, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct drawn drawn;
        const struct promise_history *promise =
            draw(&drawn, by(rows[i].by), rows[i].marks, rows[i].pauses);
        int32_t today = MONDAY + rows[i].today;
        if (promise_due_by(promise) != MONDAY + rows[i].due_by ||
            promise_answer(promise, today) != rows[i].answer ||
            promise_overdue(promise, today) != rows[i].overdue)
            fail_msg("row %zu: by %d, answer %d, overdue %d", i, promise_due_by(promise) - MONDAY,
                     promise_answer(promise, today), promise_overdue(promise, today));
    }
}

static void test_once_that_never_comes(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, by(3), "", NULL);
    drawn.pauses[0] = (struct pause){MONDAY + 2, FOREVER};
    drawn.promise.pause_count = 1;
    assert_int_equal(promise_due_by(&drawn.promise), DAY_NONE);
    assert_false(promise_overdue(&drawn.promise, MONDAY + 50));
    draw(&drawn, by(3), "", NULL);
    drawn.promise.until = MONDAY + 2; /* it ended, perhaps as a smaller one */
    assert_int_equal(promise_due_by(&drawn.promise), DAY_NONE);
    assert_false(promise_overdue(&drawn.promise, MONDAY + 50));
    /* The words of one kind mean nothing to another. */
    draw(&drawn, daily, "n", NULL);
    assert_int_equal(promise_due_by(&drawn.promise), DAY_NONE);
    assert_int_equal(promise_answer(&drawn.promise, MONDAY + 3), MARK_NONE);
    assert_false(promise_overdue(&drawn.promise, MONDAY + 3));
}

/* ---- weeks ---- */

static void test_weeks(void **state)
{
    (void)state;
    static const struct {
        int times;
        const char *marks, *pauses;
        int today;
        int asked, kept, partly, not_kept, open, left, days_left;
        bool can_be_done, is_over;
    } rows[] = {
        {3, "", "", 0, 3, 0, 0, 0, 0, 3, 7, true, false},
        {3, "k", "", 0, 3, 1, 0, 0, 0, 2, 6, true, false},
        {3, "", "", 4, 3, 0, 0, 0, 0, 3, 3, true, false},
        {3, "", "", 5, 3, 0, 0, 0, 0, 3, 2, false, false},
        {3, "k.p.k", "", 4, 3, 2, 1, 0, 0, 0, 2, true, false},
        {3, "kkkkk", "", 4, 3, 3, 0, 0, 0, 0, 2, true, false},
        {3, "nnn", "", 2, 3, 0, 0, 0, 0, 3, 4, true, false}, /* there are other days */
        {3, "kk....n", "", 6, 3, 2, 0, 0, 0, 1, 0, false, false},
        {3, "kk....n", "", 7, 3, 2, 0, 1, 0, 0, 0, true, true}, /* judged on Monday */
        {3, "kk", "", 7, 3, 2, 0, 0, 1, 0, 0, true, true},
        {3, "nnk.k.k", "", 7, 3, 3, 0, 0, 0, 0, 0, true, true},
        {3, "nnnn", "", 7, 3, 0, 0, 3, 0, 0, 0, true, true},
        {3, "r", "", 3, 2, 0, 0, 0, 0, 2, 4, true, false},
        {3, "rrrr", "", 4, 0, 0, 0, 0, 0, 0, 3, true, false},
        /* A week with only some days asks for its share. */
        {3, "", "zzz", 3, 2, 0, 0, 0, 0, 2, 4, true, false},
        {3, "", "zzzzzz", 6, 1, 0, 0, 0, 0, 1, 1, true, false},
        {3, "", "zzzzzzz", 3, 0, 0, 0, 0, 0, 0, 0, true, false},
        {1, "", "zzzz", 4, 1, 0, 0, 0, 0, 1, 3, true, false},
        {4, "", "...zzzz", 0, 2, 0, 0, 0, 0, 2, 3, true, false},
        {7, "", "..z", 0, 6, 0, 0, 0, 0, 6, 6, true, false},
        {9, "", "", 0, 7, 0, 0, 0, 0, 7, 7, true, false},
        {3, "k", "z", 3, 3, 0, 0, 0, 0, 3, 4, true, false}, /* a mark at rest does not count */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct drawn drawn;
        draw(&drawn, (struct schedule){.kind = SCHEDULE_WEEKLY, .times = rows[i].times},
             rows[i].marks, rows[i].pauses);
        struct promise_week week = promise_week(&drawn.promise, MONDAY + 2, MONDAY + rows[i].today);
        assert_int_equal(week.first, MONDAY);
        if (week.asked != rows[i].asked || week.kept != rows[i].kept ||
            week.partly != rows[i].partly || week.not_kept != rows[i].not_kept ||
            week.open != rows[i].open || week.left != rows[i].left ||
            week.days_left != rows[i].days_left || week.can_be_done != rows[i].can_be_done ||
            week.is_over != rows[i].is_over)
            fail_msg("row %zu: asked %d, kept %d, partly %d, not %d, open %d, left %d in %d, %d %d",
                     i, week.asked, week.kept, week.partly, week.not_kept, week.open, week.left,
                     week.days_left, week.can_be_done, week.is_over);
    }
}

static void test_weeks_of_other_kinds(void **state)
{
    (void)state;
    struct drawn drawn;
    draw(&drawn, daily, "kkk", NULL);
    struct promise_week week = promise_week(&drawn.promise, MONDAY + 9, MONDAY + 30);
    assert_int_equal(week.first, MONDAY + 7);
    assert_int_equal(week.asked + week.kept + week.open + week.left + week.days_left, 0);
    assert_false(week.is_over);
}

/* ---- four weeks ---- */

static void expect_rate(const struct promise_history *promise, int today, int kept, int partly,
                        int counted, int open)
{
    struct promise_rate rate = promise_rate(promise, MONDAY + today);
    if (rate.kept != kept || rate.partly != partly || rate.counted != counted || rate.open != open)
        fail_msg("on day %d: kept %d, partly %d, of %d, open %d", today, rate.kept, rate.partly,
                 rate.counted, rate.open);
}

static void test_rate(void **state)
{
    (void)state;
    struct drawn drawn;
    expect_rate(draw(&drawn, daily, "", NULL), 0, 0, 0, 0, 0); /* today is not over */
    expect_rate(draw(&drawn, daily, "k", NULL), 0, 1, 0, 1, 0);
    expect_rate(draw(&drawn, daily, "kkpn.r", NULL), 6, 2, 1, 4, 1);
    expect_rate(draw(&drawn, daily, "kkpn.r", NULL), 28, 1, 1, 3, 23); /* the first has gone */
    expect_rate(draw(&drawn, daily, "kkkk", "zz"), 4, 2, 0, 2, 0);
    expect_rate(draw(&drawn, daily, "", NULL), 100, 0, 0, 0, 27);
    expect_rate(draw(&drawn, mon_wed_sun, "kkk", NULL), 4, 2, 0, 2, 0); /* Tuesday was extra */
    /* Weeks are judged when they are over. */
    expect_rate(draw(&drawn, three_a_week, "kkk", NULL), 6, 0, 0, 0, 0);
    expect_rate(draw(&drawn, three_a_week, "kkk", NULL), 7, 3, 0, 3, 0);
    expect_rate(draw(&drawn, three_a_week, "kkkkkk.kpn", NULL), 14, 4, 1, 6, 0);
    expect_rate(draw(&drawn, three_a_week, "kkkkkk.kp", NULL), 15, 4, 1, 5, 1);
    expect_rate(draw(&drawn, three_a_week, "kkk", NULL), 34, 3, 0, 3, 9);
    expect_rate(draw(&drawn, three_a_week, "kkk", NULL), 35, 0, 0, 0, 12);
    expect_rate(draw(&drawn, by(3), "", NULL), 3, 0, 0, 0, 0);
    expect_rate(draw(&drawn, by(3), "", NULL), 4, 0, 0, 0, 1);
    expect_rate(draw(&drawn, by(3), "", NULL), 30, 0, 0, 0, 1);
    expect_rate(draw(&drawn, by(3), "", NULL), 31, 0, 0, 0, 0);
    expect_rate(draw(&drawn, by(3), "..k", NULL), 3, 1, 0, 1, 0);
    expect_rate(draw(&drawn, by(3), "..p", NULL), 3, 0, 0, 0, 0);
    expect_rate(draw(&drawn, by(3), "..p", NULL), 4, 0, 1, 1, 0);
    expect_rate(draw(&drawn, by(3), "..r", NULL), 4, 0, 0, 0, 0);
    expect_rate(draw(&drawn, by(3), "..nn", NULL), 4, 0, 0, 1, 0);
}

/* ---- smaller ---- */

static void test_smaller(void **state)
{
    (void)state;
    enum { NEVER = -1000 };
    static const struct {
        const char *marks, *pauses;
        int today, declined;
        bool offer;
    } rows[] = {
        {"", "", 20, NEVER, false}, /* open days are no misses */
        {"n", "", 1, NEVER, false},    {"nn", "", 1, NEVER, true},   {"nn", "", 9, NEVER, true},
        {"nn", "", 28, NEVER, false}, /* long ago: the first of them has left the four weeks */
        {"nnk", "", 2, NEVER, false},  {"nnp", "", 2, NEVER, false}, {"nkn", "", 2, NEVER, false},
        {"n..n", "", 3, NEVER, true},  {"nrn", "", 2, NEVER, true},  {"nnr", "", 2, NEVER, true},
        {"nn", "z", 2, NEVER, false}, /* at rest nothing is missed */
        {"nzn", ".z", 2, NEVER, true}, {"nn", "", 1, 1, false},      {"nnn", "", 2, 1, false},
        {"nnnn", "", 3, 1, true},    /* two more */
        {"nn", "", 0, NEVER, false}, /* the second is yet to come */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct drawn drawn;
        char marks[MOST];
        strcpy(marks, rows[i].marks);
        for (char *at = marks; *at; at++)
            *at = *at == 'z' ? '.' : *at;
        draw(&drawn, daily, marks, rows[i].pauses);
        int32_t declined = rows[i].declined == NEVER ? DAY_NONE : MONDAY + rows[i].declined;
        if (promise_offer_smaller(&drawn.promise, MONDAY + rows[i].today, declined) !=
            rows[i].offer)
            fail_msg("row %zu: \"%s\"", i, rows[i].marks);
    }
}

static void test_smaller_weeks(void **state)
{
    (void)state;
    static const struct {
        const char *marks;
        int today, declined;
        bool offer;
    } rows[] = {
        {"nn.....nn.....", 13, -1, false}, /* the second week is not over */
        {"nn.....nn.....", 14, -1, true},
        {"kkn....kkn....", 14, -1, true},
        {"kkn....knkk...", 14, -1, false}, /* it was filled after all */
        {"kkn....kkp....", 14, -1, false},
        {"kkn....kk.....kkn....", 21, -1, true}, /* the middle one is open */
        {"kkn...........kkn....", 21, -1, true},
        {"nn.....rrr....nn.....", 21, -1, true},
        {"nn............................n.", 35, -1, false},
        {"nn.....nn.....", 15, 14, false},
        {"nn.....nn.....", 15, 13, false}, /* declined on the Sunday */
        {"nn.....nn.....nn.....", 21, 13, false},
        {"nn.....nn.....nn.....nn.....", 28, 14, true},
        {"nnnnnnn", 7, -1, false}, /* one week is one miss */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct drawn drawn;
        draw(&drawn, three_a_week, rows[i].marks, NULL);
        int32_t declined = rows[i].declined < 0 ? DAY_NONE : MONDAY + rows[i].declined;
        if (promise_offer_smaller(&drawn.promise, MONDAY + rows[i].today, declined) !=
            rows[i].offer)
            fail_msg("row %zu: \"%s\"", i, rows[i].marks);
    }
    struct drawn drawn;
    assert_false(promise_offer_smaller(draw(&drawn, by(3), "nnnn", NULL), MONDAY + 5, DAY_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_days_outside),
        cmocka_unit_test(test_a_pause_without_end),
        cmocka_unit_test(test_a_month),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_once),
        cmocka_unit_test(test_once_that_never_comes),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_weeks_of_other_kinds),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_smaller),
        cmocka_unit_test(test_smaller_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
