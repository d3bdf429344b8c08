#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/text/entry.h"
#include "random_text.h"

static const struct {
    const char *text;
    int columns;
    const char *title;
} titles[] = {
    {"A quiet day\nand more", 40, "A quiet day"},
    {"\n  \n\t\u3000\n  A day  \n", 40, "A day"},
    {"# A day", 40, "A day"},
    {"## # A day ##", 40, "A day ##"},
    {"###\n#\u00a0\n\n# A day", 40, "A day"},
    {"#tired and so on", 40, "tired and so on"},
    {"\ufeff# A day", 40, "A day"},
    {"", 40, ""},
    {"\n \n##\n", 40, ""},
    {"A day", 0, ""},
    {"A day", 2, "A"},
    {"A day", 3, "A d"},
    {"日本語", 5, "日本"},
    {"cafe\u0301s", 4, "cafe\u0301"},
    {"cafe\u0301s", 3, "caf"},
    {"x👩‍👧", 3, "x"},
    {"\u200fשָׁלוֹם עולם", 4, "\u200fשָׁלוֹם"},
    {"a\tb", 3, "a"},
};

static void test_titles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        const char *text = titles[i].text;
        struct entry_part title = entry_title(text, strlen(text), titles[i].columns);
        assert_int_equal(title.length, strlen(titles[i].title));
        assert_memory_equal(title.bytes, titles[i].title, title.length);
        assert_in_range(title.bytes - text, 0, strlen(text));
    }
}

static const struct {
    const char *text;
    const char *tags; /* each in brackets */
} tags[] = {
    {"", ""},
    {"#", ""},
    {"nothing here", ""},
    {"#work", "[work]"},
    {"a #good day, #calm. #good", "[good][calm][good]"},
    {"one\n#two\t#three\u3000#four\u00a0#five", "[two][three][four][five]"},
    {"# heading\n## two #in it", "[in]"},
    {"a#b c#d #e#f", "[e]"},
    {"(#no) \"#no\" ,#no", ""},
    {"##no ###no #-#no", ""},
    {"#a_b-c #2026 #7-days #_x", "[a_b-c][2026][7-days][_x]"},
    {"#- #_ #--- # - #!", ""},
    {"#Straße, #ÉTÉ #e\u0301te\u0301", "[Straße][ÉTÉ][e\u0301te\u0301]"},
    {"#日記。 #한국어 #ひらがな", "[日記][한국어][ひらがな]"},
    {"#שָׁלוֹם #سلام، #हिन्दी", "[שָׁלוֹם][سلام][हिन्दी]"},
    {"#نامه\u200cها", "[نامه\u200cها]"},
    {"#it's #it\u2019s", "[it][it]"},
    {"#\u0301no #\ufe0f\u20e3", ""},
    {"#👩‍👧 #a👩‍👧", "[a]"},
    {"x #", ""},
};

static void test_tags(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        struct str out = {0};
        size_t at = 0;
        struct entry_part tag;
        const char *text = tags[i].text;
        while (entry_next_tag(text, strlen(text), &at, &tag)) {
            assert_ptr_equal(tag.bytes + tag.length, text + at);
            str_putc(&out, '[');
            str_append(&out, tag.bytes, tag.length);
            str_putc(&out, ']');
        }
        assert_string_equal(str_text(&out), tags[i].tags);
        assert_int_equal(at, strlen(text));
        assert_false(entry_next_tag(text, strlen(text), &at, &tag));
        str_free(&out);
    }
}

/* Whatever stands there: parts of the text, on the borders of characters, and soon an end. */
static void test_any_text(void **state)
{
    (void)state;
    uint64_t seed = 16180339;
    size_t rounds = random_rounds(3000, 100000);
    for (size_t i = 0; i < rounds; i++) {
        char text[400];
        size_t length = random_text(&seed, text, sizeof text - 20, random_below(&seed, 30));
        for (size_t n = 0; n < length; n++)
            if (text[n] == 'a' || text[n] == '-')
                text[n] = '#';
        if (!utf8_valid(text, length))
            continue;
        int columns = (int)random_below(&seed, 20);
        struct entry_part title = entry_title(text, length, columns);
        assert_true(utf8_valid(title.bytes, title.length));
        assert_in_range(utf8_width(title.bytes, title.length), 0, columns);
        assert_null(memchr(title.bytes, '\n', title.length));
        size_t at = 0;
        struct entry_part tag;
        for (size_t before = 0; entry_next_tag(text, length, &at, &tag); before = at) {
            assert_true(at > before && at <= length && tag.length > 0);
            assert_true(utf8_valid(tag.bytes, tag.length) && tag.bytes[-1] == '#');
            assert_null(memchr(tag.bytes, '#', tag.length));
        }
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
