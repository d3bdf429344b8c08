/* A text is given other tags: no word is lost, and its tags are those that were asked for. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/text/retag.h"
#include "mend/text/tags.h"

static void test_examples(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tags, *result;
        bool whole;
    } examples[] = {
        {"", "", "", true},
        {"plain words", "", "plain words", true},
        {"plain words", "new", "plain words\n\n#new", true},
        {"plain words", "#new, other", "plain words\n\n#new #other", true},
        {"slept #well", "", "slept well", true},
        {"slept #well", "well", "slept #well", true},
        {"slept #well", "WELL", "slept #well", true},
        {"#a #b #c", "b", "a #b c", true},
        {"#a and #A", "", "a and A", true},
        {"#a and #A", "a", "#a and #A", true},
        {"#a", "a a #a A", "#a", true},
        {"x", "new new NEW", "x\n\n#new", true},
        {"#tag.", "", "tag.", true},
        {"(#tag)", "", "(#tag)", true}, /* nor is this */
        {"a#b", "", "a#b", true},       /* no tag at all */
        {"x", "!!", "x", false},
        {"x", "ok !! fine", "x\n\n#ok #fine", false},
        {"x", "half.a.tag", "x", false},
        {"日本 #東京", "", "日本 東京", true},
        {"日本", "東京", "日本\n\n#東京", true},
        {"Stra\u00dfe #Stra\u00dfe", "STRASSE", "Stra\u00dfe #Stra\u00dfe", true},
        {"\n#a\n", "b", "\na\n\n\n#b", true},
        {"x", " ,\t\n#, ", "x", true},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct str out = {0};
        assert_int_equal(retag(&out, examples[i].text, examples[i].tags), examples[i].whole);
        assert_string_equal(str_text(&out), examples[i].result);
        str_free(&out);
    }
}

/* ---- at random ---- */

static uint32_t seed = 4711;

static size_t below(size_t most)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % most;
}

static void put_any(struct str *out, size_t parts)
{
    static const char *const any[] = {
        "#", "##", " ",  "\n",    "a", "B", "#a", "#B ",     "_",  "-",           "#x-y", ".",
        ",", "é",  "東", "#東京", "ß", "7", "#7", "e\u0301", "\t", "http://x/#z", "&#39;"};
    for (size_t i = 0; i < parts; i++)
        str_puts(out, any[below(sizeof any / sizeof any[0])]);
}

static bool has(const char *text, const char *name, size_t size)
{
    size_t at = 0;
    size_t start;
    size_t length;
    bool found = false;
    char *wanted = tag_fold(name, size);
    while (!found && tag_next(text, strlen(text), &at, &start, &length)) {
        char *tag = tag_fold(text + start, length);
        found = strcmp(tag, wanted) == 0;
        free(tag);
    }
    free(wanted);
    return found;
}

/* The next word of LIST, which is asked for as a tag. */
static bool next_word(const char **list, const char **word, size_t *size)
{
    *list += strspn(*list, " \t\n,#");
    *word = *list;
    *size = strcspn(*list, " \t\n,#");
    *list += *size;
    return *size > 0;
}

static bool asked_for(const char *list, const char *name, size_t size)
{
    const char *word;
    size_t length;
    char *wanted = tag_fold(name, size);
    bool found = false;
    while (!found && next_word(&list, &word, &length)) {
        char *folded = tag_fold(word, length);
        found = strcmp(folded, wanted) == 0;
        free(folded);
    }
    free(wanted);
    return found;
}

/* What stood in the text still stands there, in its order; only "#" may be missing. */
static void expect_words(const char *before, const char *after)
{
    for (; *before; before++) {
        if (*before == *after)
            after++;
        else if (*before != '#')
            fail_msg("\"%s\" is not in \"%s\"", before, after);
    }
}

static void expect_tags(const char *text, const char *tags, bool whole)
{
    size_t at = 0;
    size_t start;
    size_t size;
    while (tag_next(text, strlen(text), &at, &start, &size))
        if (!asked_for(tags, text + start, size))
            fail_msg("\"%.*s\" is a tag of \"%s\", but not in \"%s\"", (int)size, text + start,
                     text, tags);
    bool all = true;
    for (const char *list = tags, *word; next_word(&list, &word, &size);)
        all = all && has(text, word, size);
    if (all != whole)
        fail_msg("\"%s\" for \"%s\": all %d, told %d", text, tags, all, whole);
}

static void test_any_text_with_any_tags(void **state)
{
    (void)state;
    int rounds = getenv("MEND_TORTURE") ? 300000 : 10000;
    for (int i = 0; i < rounds; i++) {
        struct str text = {0};
        struct str tags = {0};
        struct str once = {0};
        struct str twice = {0};
        put_any(&text, below(12));
        put_any(&tags, below(6));
        bool whole = retag(&once, str_text(&text), str_text(&tags));
        expect_words(str_text(&text), str_text(&once));
        expect_tags(str_text(&once), str_text(&tags), whole);
        assert_int_equal(retag(&twice, str_text(&once), str_text(&tags)), whole);
        assert_string_equal(str_text(&once), str_text(&twice)); /* done once, it is done */
        str_free(&text);
        str_free(&tags);
        str_free(&once);
        str_free(&twice);
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_any_text_with_any_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
