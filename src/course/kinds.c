#include "kinds.h"

#include <string.h>

#include "mend/base/message.h"

/* A new kind is one row here, and one row with its screen in ui. */
static const struct kind kinds[EXERCISE_KINDS] = {
    {"reflect", EXERCISE_REFLECT, {{"ask", FIELD_REQUIRED}, {"hint", FIELD_OPTIONAL}}, {{0}}},
    {"rate",
     EXERCISE_RATE,
     {{"ask", FIELD_REQUIRED},
      {"low", FIELD_REQUIRED},
      {"high", FIELD_REQUIRED},
      {"note", FIELD_OPTIONAL}},
     {{"", 1, 12, COMMENTS_NONE}}},
    {"check",
     EXERCISE_CHECK,
     {{"ask", FIELD_REQUIRED}, {"own", FIELD_ANSWERED}, {"note", FIELD_OPTIONAL}},
     {{"", 2, 14, COMMENTS_NONE}}},
    {"choose",
     EXERCISE_CHOOSE,
     {{"ask", FIELD_REQUIRED}, {"scene", FIELD_OPTIONAL}, {"note", FIELD_OPTIONAL}},
     {{"", 2, 6, COMMENTS_REQUIRED}}},
    {"sort",
     EXERCISE_SORT,
     {{"ask", FIELD_REQUIRED}, {"note", FIELD_OPTIONAL}},
     {{"columns", 2, 4, COMMENTS_NONE}, {"cards", 2, 14, COMMENTS_OPTIONAL}}},
};

static bool same(const char *word, const char *start, const char *end)
{
    size_t length = (size_t)(end - start);
    return strlen(word) == length && memcmp(word, start, length) == 0;
}

const struct kind *kind_find(const char *start, const char *end)
{
    for (size_t i = 0; i < EXERCISE_KINDS; i++)
        if (same(kinds[i].name, start, end))
            return &kinds[i];
    return NULL;
}

const struct kind_field *kind_field(const struct kind *kind, const char *start, const char *end)
{
    for (size_t i = 0; i < KIND_FIELDS && kind->fields[i].name; i++)
        if (same(kind->fields[i].name, start, end))
            return &kind->fields[i];
    return NULL;
}

const struct kind_list *kind_list(const struct kind *kind, const char *start, const char *end)
{
    for (size_t i = 0; i < KIND_LISTS && kind->lists[i].name; i++)
        if (same(kind->lists[i].name, start, end))
            return &kind->lists[i];
    return NULL;
}

bool name_valid(const char *start, const char *end)
{
    if (start == end || end - start > NAME_MOST)
        return false;
    for (; start < end; start++)
        if (!(*start >= 'a' && *start <= 'z') && !(*start >= '0' && *start <= '9') && *start != '-')
            return false;
    return true;
}

/* ---- what a misspelt word may have meant ---- */

enum { WORD_MOST = 16, NEAR = 2 };

/* Letters to change, add, drop or swap (Damerau and Levenshtein, swaps of neighbours only). */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[WORD_MOST + 1][WORD_MOST + 1];
    for (size_t i = 0; i <= a_length; i++)
        rows[i][0] = i;
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        for (size_t j = 1; j <= b_length; j++) {
            size_t best = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (rows[i - 1][j] + 1 < best)
                best = rows[i - 1][j] + 1;
            if (rows[i][j - 1] + 1 < best)
                best = rows[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                rows[i - 2][j - 2] + 1 < best)
                best = rows[i - 2][j - 2] + 1;
            rows[i][j] = best;
        }
    }
    return rows[a_length][b_length];
}

void name_put_nearest(struct str *out, const char *const *words, size_t count, const char *start,
                      const char *end)
{
    size_t length = (size_t)(end - start);
    if (length < 2 || length > WORD_MOST)
        return;
    const char *nearest = NULL;
    size_t least = NEAR + 1;
    for (size_t i = 0; i < count; i++) {
        size_t word = strlen(words[i]);
        if (word < 2 || word > WORD_MOST)
            continue;
        size_t steps = distance(start, length, words[i], word);
        if (steps < least && steps < word - 1) {
            least = steps;
            nearest = words[i];
        }
    }
    if (nearest)
        str_printf(out, _(" Did you mean \"%s\"?"), nearest);
}

void kind_put_known(struct str *out, const char *start, const char *end)
{
    const char *words[EXERCISE_KINDS];
    for (size_t i = 0; i < EXERCISE_KINDS; i++)
        words[i] = kinds[i].name;
    name_put_nearest(out, words, EXERCISE_KINDS, start, end);
    str_puts(out, _(" The kinds are: "));
    for (size_t i = 0; i < EXERCISE_KINDS; i++)
        str_printf(out, "%s%s", words[i], i + 1 < EXERCISE_KINDS ? ", " : ".");
}

void kind_put_takes(struct str *out, const struct kind *kind, const char *start, const char *end)
{
    const char *words[KIND_FIELDS + KIND_LISTS];
    size_t count = 0;
    for (size_t i = 0; i < KIND_FIELDS && kind->fields[i].name; i++)
        words[count++] = kind->fields[i].name;
    bool unnamed = false;
    for (size_t i = 0; i < KIND_LISTS && kind->lists[i].name; i++) {
        if (*kind->lists[i].name)
            words[count++] = kind->lists[i].name;
        else
            unnamed = true;
    }
    name_put_nearest(out, words, count, start, end);
    str_printf(out, _(" %s takes: "), kind->name);
    for (size_t i = 0; i < count; i++)
        str_printf(out, "%s%s", i ? ", " : "", words[i]);
    str_puts(out, unnamed ? _(", and items (\"- name: text\").") : ".");
}
