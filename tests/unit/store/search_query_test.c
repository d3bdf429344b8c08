/* What is typed into a search, taken apart. No file is touched. */
#include "room.h"

/* QUERY as one line: words in brackets, a "*" behind a beginning, then tags, then the days. */
static void put_query(struct str *out, const struct search_query *query)
{
    for (size_t i = 0; i < query->term_count; i++)
        str_printf(out, "[%s]%s", query->terms[i].text, query->terms[i].beginning ? "*" : "");
    for (size_t i = 0; i < query->tag_count; i++)
        str_printf(out, "#%s%s", query->tags[i].text, query->tags[i].beginning ? "*" : "");
    if (query->from[0])
        str_printf(out, ">%s", query->from);
    if (query->until[0])
        str_printf(out, "<%s", query->until);
}

static const struct {
    const char *typed;
    const char *expected;
} lines[] = {
    {"", ""},
    {" \t\n", ""},
    {"trust", "[trust]*"},
    {"trust slowly ", "[trust][slowly]*"},
    {"trust\xe3\x80\x80slowly", "[trust][slowly]*"},
    {"\"in this order\"", "[in this order]"},
    {"\"in this ord", "[in this ord]*"},
    {"\"a b\" c", "[a b][c]*"},
    {"c \"a b\"", "[c][a b]"},
    {"\"a\"b", "[a][b]*"},
    {"a\"b c", "[a\"b][c]*"},
    {"\"", ""},
    {"\"\"", ""},
    {"\" \" \"  ", ""},
    {"tag:Trust", "#trust*"},
    {"TAG:Trust ", "#trust*"},
    {"tag:#Trust x", "[x]*#trust"},
    {"x tag:a tag:\xc3\x89t\xc3\xa9", "[x]*#a#\xc3\xa9t\xc3\xa9*"},
    {"tag:", ""},
    {"tag:#", ""},
    {"tag:\xff", "[tag:\xff]*"},
    {"mytag:a", "[mytag:a]*"},
    {"after:2026", ">2026-01-01"},
    {"after:2026-05", ">2026-05-01"},
    {"after:2026-05-09", ">2026-05-09"},
    {"before:2026", "<2026-01-01"},
    {"before:2026-05-01 kept", "[kept]*<2026-05-01"},
    {"Before:2024-02-29", "<2024-02-29"},
    {"after:2026 before:2027", ">2026-01-01<2027-01-01"},
    {"after:2025 after:2026-03 after:2024", ">2026-03-01"},
    {"before:2025 before:2024-03 before:2026", "<2024-03-01"},
    {"after:", ""},
    {"after:2", ""},
    {"after:2026-", ""},
    {"after:2026-0", ""},
    {"after:2026-05-0", ""},
    {"after:2026-13", "[after:2026-13]*"},
    {"before:2026-02-30", "[before:2026-02-30]*"},
    {"before:lunch", "[before:lunch]*"},
    {"before:2026-05-011", "[before:2026-05-011]*"},
    {"\"tag:a\" \"before:2026\"", "[tag:a][before:2026]"},
    {"a AND b* (c) -d", "[a][AND][b*][(c)][-d]*"},
};

static void a_line_is_taken_apart(void **state)
{
    struct room *room = *state;
    struct search_query query = {0};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct str got = {0};
        must(room, search_parse(lines[i].typed, &query, &room->fault));
        put_query(&got, &query);
        if (strcmp(str_text(&got), lines[i].expected) != 0)
            fail_msg("\"%s\" is \"%s\", not \"%s\"", lines[i].typed, str_text(&got),
                     lines[i].expected);
        assert_int_equal(*lines[i].expected == '\0', search_query_empty(&query));
        str_free(&got);
    }
    search_query_free(&query);
    assert_true(search_query_empty(&query));
}

static void tags_beyond_reason_are_words(void **state)
{
    struct room *room = *state;
    struct search_query query = {0};
    struct str typed = {0};
    for (int i = 0; i < 1000; i++)
        str_printf(&typed, "tag:t%d ", i);
    must(room, search_parse(str_text(&typed), &query, &room->fault));
    assert_in_range(query.tag_count, 4, 20);
    assert_int_equal(1000, query.tag_count + query.term_count);
    search_query_free(&query);
    str_free(&typed);
}

/* Whatever is typed: it ends, and what comes out of it can be asked. */
static void anything_may_be_typed(void **state)
{
    struct room *room = *state;
    static const char *const parts[] = {"tag:", "after:",   "before:", "\"", " ",        "a",
                                        "2026", "-05",      "\xff",    "#",  "\xe4\xbd", "信",
                                        "*",    "\xcc\x81", "-",       ":",  "\n",       "É"};
    unsigned seed = 77;
    room_open(room);
    must(room, write_entry(room->store, NULL, "a #a 信 2026", NULL, &room->fault));
    for (int i = 0; i < (torture() ? 100000 : 2000); i++) {
        struct str typed = {0};
        struct search_finds finds;
        for (int j = rand_r(&seed) % 12; j > 0; j--)
            str_puts(&typed, parts[(size_t)rand_r(&seed) % (sizeof parts / sizeof parts[0])]);
        must(room, find_typed(room->store, 0, str_text(&typed), 0, 9, &finds, &room->fault));
        search_finds_free(&finds);
        str_free(&typed);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_is_taken_apart),
        TEST(tags_beyond_reason_are_words),
        TEST(anything_may_be_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
