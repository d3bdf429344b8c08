/* The #words of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/str.h"
#include "mend/text/tags.h"

/* The tags of TEXT, a "|" behind each. */
static void expect_tags(const char *text, const char *expected)
{
    struct str out = {0};
    size_t at = 0, start = 0, size = 0, last = 0;
    while (tag_next(text, strlen(text), &at, &start, &size)) {
        assert_true(start > last || last == 0);
        assert_int_equal('#', text[start - 1]);
        assert_int_equal(at, start + size);
        str_printf(&out, "%.*s|", (int)size, text + start);
        last = start;
    }
    if (strcmp(str_text(&out), expected) != 0)
        fail_msg("\"%s\" has \"%s\", not \"%s\"", text, str_text(&out), expected);
    assert_false(tag_next(text, strlen(text), &at, &start, &size));
    str_free(&out);
}

static void tags_are_words_behind_a_sign(void **state)
{
    (void)state;
    expect_tags("", "");
    expect_tags("#", "");
    expect_tags("#trust", "trust|");
    expect_tags("a #trust, #Anger. (#no) #yes!", "trust|Anger|yes|");
    expect_tags("one\n#two\t#three\xc2\xa0#four\xe3\x80\x80#five", "two|three|four|five|");
    expect_tags("a#b #c#d ##e", "c|");
    expect_tags("# Title\n## More", "");
    expect_tags("#self-trust #two_words #-x #_1 #2026", "self-trust|two_words|-x|_1|2026|");
    expect_tags("#- #__ #--_", "");
}

static void tags_are_of_any_script(void **state)
{
    (void)state;
    expect_tags("#信任 和 #доверие #ثقة #신뢰", "信任|доверие|ثقة|신뢰|");
    expect_tags("#e\xcc\x81te\xcc\x81 #हिन्दी", "e\xcc\x81te\xcc\x81|हिन्दी|");
    expect_tags("#\xcc\x81x", ""); /* a mark that stands on nothing */
    expect_tags("#heart❤ #🌱", "heart|");
    expect_tags("#ab\xff"
                "c #\xff #d",
                "ab|d|"); /* what is malformed ends a tag */
}

static void tags_are_compared_folded(void **state)
{
    (void)state;
    static const char *const same[][2] = {{"Trust", "trust"},
                                          {"ÉTÉ", "e\xcc\x81te\xcc\x81"},
                                          {"Straße", "STRASSE"},
                                          {"信任", "信任"}};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        char *a = tag_fold(same[i][0], strlen(same[i][0]));
        char *b = tag_fold(same[i][1], strlen(same[i][1]));
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    char *part = tag_fold("Trusting", 5);
    assert_string_equal("trust", part);
    free(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_words_behind_a_sign),
        cmocka_unit_test(tags_are_of_any_script),
        cmocka_unit_test(tags_are_compared_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
