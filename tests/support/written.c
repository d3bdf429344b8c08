#include "support/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/base/date.h"

bool bench_shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    bench_picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

void bench_expect_shown(struct bench *bench, const char *text)
{
    if (bench_shows(bench, text))
        return;
    struct str now = {0};
    bench_picture(bench, &now);
    print_error("\"%s\" is not on the screen:\n%s\n", text, str_text(&now));
    str_free(&now);
    fail();
}

/* At all three sizes. */
void bench_expect_all(struct bench *bench, const char *name)
{
    char small[128];
    snprintf(small, sizeof small, "%s-40x12", name);
    bench_resize(bench, 12, 40);
    bench_expect(bench, small);
    bench_expect_both(bench, name);
}

/* ---- ten years of entries ---- */

static uint32_t seed;

uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

int64_t bench_add(struct bench *bench, const struct journal_new *entry)
{
    struct fault fault = {0};
    int64_t id = 0;
    if (store_journal_add(session_store(bench->ui.session), entry, &id, &fault))
        fail_msg("%s", fault.text);
    return id;
}

int64_t bench_write(struct bench *bench, const char *day, const char *text)
{
    return bench_add(bench, &(struct journal_new){.text = text, .day = day});
}

static void put_words(struct str *out, uint32_t count)
{
    static const char *const words[] = {"rain", "bread", "the",  "window", "and",   "slow",
                                        "tea",  "quiet", "list", "garden", "again", "letters"};
    while (count--)
        str_printf(out, "%s ", words[chance(sizeof words / sizeof words[0])]);
}

static void add_some_day(struct bench *bench, struct day day)
{
    static const char *const tags[] = {"sleep", "work", "Garden", "mother", "sea", "small-things"};
    static const char *const lessons[] = {"1", "1", "4", "3"};
    char name[DAY_SIZE];
    struct str text = {0};
    str_puts(&text, "About ");
    put_words(&text, 3 + chance(3));
    str_puts(&text, "\n\n");
    put_words(&text, 5 + chance(120));
    for (uint32_t i = chance(3); i > 0; i--)
        str_printf(&text, "#%s ", tags[chance(1 + chance(6))]);
    day_write(day, name);
    struct journal_new entry = {.text = str_text(&text), .day = name, .pinned = chance(40) == 0};
    if (chance(9) == 0)
        snprintf(entry.origin.lesson, sizeof entry.origin.lesson, "%s", lessons[chance(4)]);
    bench_add(bench, &entry);
    str_free(&text);
}

/* From January 2017 to today, some days with more than one, and as many tags as people have. */
void bench_write_ten_years(struct bench *bench)
{
    static const char *const starts[] = {"b", "d", "gr", "k", "l", "m", "n", "st", "t", "v"};
    static const char *const ends[] = {"an", "eel", "irt", "oom", "under", "yle", "ash", "iva"};
    struct str text = {0};
    seed = 7;
    struct day last = {2026, 11, 21};
    for (struct day day = {2017, 1, 3}; day_number(day) <= day_number(last);
         day = day_plus(day, 1 + (int)chance(day.year == 2021 ? 60 : 24)))
        for (uint32_t i = 1 + chance(4) / 3; i > 0; i--)
            add_some_day(bench, day);
    add_some_day(bench, last);
    str_puts(&text, "A list of everything\n\n");
    for (size_t i = 0; i < 80; i++)
        str_printf(&text, "#%s%s ", starts[i / 8], ends[i % 8]);
    bench_write(bench, "2024-02-29", str_text(&text));
    bench_write(bench, "2025-11-21",
                "A year ago\n\nIt rained, and the bus was late, and I went back "
                "for the umbrella and read on the stairs until it stopped.");
    bench_write(bench, "2023-11-21",
                "庭の手紙 and a long first line which goes on over the edge of "
                "every window that is as narrow as ours");
    bench_write(bench, "2023-11-21", "Later that evening\n\nTea. #été");
    bench_write(bench, "2018-11-21", "Only a line");
    int64_t thrown = bench_write(bench, "2022-11-21", "Away with it");
    int64_t sealed = bench_write(bench, "2019-11-21", "Not for now");
    struct store *store = session_store(bench->ui.session);
    assert_int_equal(store_journal_trash(store, thrown, NULL), OK);
    assert_int_equal(store_journal_seal(store, sealed, true, NULL), OK);
    str_free(&text);
}

/* What lies where the store should be is none. */
void break_store(void)
{
    assert_int_equal(mkdir("home", 0700), 0);
    FILE *file = fopen("home/mend.db", "w");
    assert_non_null(file);
    for (int i = 0; i < 200; i++)
        fputs("this is no database, whatever its name says. ", file);
    fclose(file);
}

void expect_nothing_kept(void)
{
    assert_int_not_equal(access("home", F_OK), 0);
}
