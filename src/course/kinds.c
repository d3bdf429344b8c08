#include "kinds.h"

#include <string.h>

#include "mend/base/message.h"

#define ASK                                                                                        \
    {                                                                                              \
        "ask", FIELD_REQUIRED                                                                      \
    }
#define NOTE                                                                                       \
    {                                                                                              \
        "note", FIELD_OPTIONAL                                                                     \
    }
#define OPTIONAL(name)                                                                             \
    {                                                                                              \
        name, FIELD_OPTIONAL                                                                       \
    }
#define REQUIRED(name)                                                                             \
    {                                                                                              \
        name, FIELD_REQUIRED                                                                       \
    }
#define BORROWED(name)                                                                             \
    {                                                                                              \
        name, FIELD_BORROWED                                                                       \
    }

/* A new kind is one row here, and one row with its screen in ui. */
static const struct kind kinds[EXERCISE_KINDS] = {
    [EXERCISE_REFLECT] = {"reflect", EXERCISE_REFLECT, NULL, {ASK, OPTIONAL("hint")}, {{0}}},
    [EXERCISE_RATE] = {"rate",
                       EXERCISE_RATE,
                       "again",
                       {ASK, BORROWED("low"), BORROWED("high"), OPTIONAL("again"), NOTE},
                       {{"", 1, 12, COMMENTS_NONE, true}}},
    [EXERCISE_CHECK] = {"check",
                        EXERCISE_CHECK,
                        NULL,
                        {ASK, {"own", FIELD_ANSWERED}, OPTIONAL("keep"), NOTE},
                        {{"", 2, 14, COMMENTS_NONE, false}}},
    [EXERCISE_CHOOSE] = {"choose",
                         EXERCISE_CHOOSE,
                         "deck",
                         {ASK, OPTIONAL("scene"), OPTIONAL("deck"), OPTIONAL("keep"), NOTE},
                         {{"", 2, 6, COMMENTS_REQUIRED, true}}},
    [EXERCISE_SORT] = {"sort",
                       EXERCISE_SORT,
                       "deck",
                       {ASK, OPTIONAL("deck"), NOTE},
                       {{"columns", 2, 4, COMMENTS_NONE, false},
                        {"cards", 2, 14, COMMENTS_OPTIONAL, true}}},
    [EXERCISE_BUILD] = {"build",
                        EXERCISE_BUILD,
                        NULL,
                        {ASK, REQUIRED("form"), OPTIONAL("feelings"), OPTIONAL("end"), NOTE},
                        {{"slots", 1, 6, COMMENTS_OPTIONAL, false},
                         {"then", 0, 4, COMMENTS_OPTIONAL, false}}},
    [EXERCISE_LIST] = {"list",
                       EXERCISE_LIST,
                       NULL,
                       {ASK, OPTIONAL("add"), OPTIONAL("weight"), OPTIONAL("low"), OPTIONAL("high"),
                        OPTIONAL("feelings"), OPTIONAL("again"), NOTE},
                       {{"", 0, 12, COMMENTS_NONE, false}}},
    [EXERCISE_BREATHE] =
        {"breathe", EXERCISE_BREATHE, "practice", {ASK, REQUIRED("practice"), NOTE}, {{0}}},
    [EXERCISE_PROMISE] =
        {"promise", EXERCISE_PROMISE, NULL, {ASK, OPTIONAL("when"), OPTIONAL("will"), NOTE}, {{0}}},
    [EXERCISE_EXPERIMENT] = {"experiment",
                             EXERCISE_EXPERIMENT,
                             NULL,
                             {ASK, OPTIONAL("try"), OPTIONAL("prediction"), NOTE},
                             {{0}}},
    [EXERCISE_LETTER] =
        {"letter", EXERCISE_LETTER, NULL, {ASK, OPTIONAL("hint"), OPTIONAL("date"), NOTE}, {{0}}},
    [EXERCISE_PLAN] =
        {"plan", EXERCISE_PLAN, NULL, {ASK, NOTE}, {{"fields", 1, 10, COMMENTS_OPTIONAL, false}}},
    [EXERCISE_SUMMARY] = {"summary",
                          EXERCISE_SUMMARY,
                          "again",
                          {ASK, REQUIRED("again"), NOTE},
                          {{"", 0, 0, COMMENTS_NONE, true}}},
    [EXERCISE_HELPLINE] = {"helpline", EXERCISE_HELPLINE, NULL, {ASK, REQUIRED("line")}, {{0}}},
    [EXERCISE_SHEET] = {"sheet", EXERCISE_SHEET, NULL, {ASK, REQUIRED("open")}, {{0}}},
    [EXERCISE_SAFETY] =
        {"safety", EXERCISE_SAFETY, NULL, {ASK, NOTE}, {{"", 1, 14, COMMENTS_REQUIRED, false}}},
    [EXERCISE_LEAVE] = {"leave", EXERCISE_LEAVE, NULL, {ASK}, {{0}}},
    [EXERCISE_LOCK] = {"lock", EXERCISE_LOCK, NULL, {ASK}, {{0}}},
    [EXERCISE_PRACTICE] = {"practice",
                           EXERCISE_PRACTICE,
                           NULL,
                           {REQUIRED("not-when"), OPTIONAL("rounds")},
                           {{"steps", 1, 14, COMMENTS_NONE, false}}},
};

const struct kind *kind_of(enum exercise_kind kind)
{
    return &kinds[kind];
}

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
    /* The last kind, a practice, has no place in a lesson. */
    const char *words[EXERCISE_PRACTICE];
    for (size_t i = 0; i < EXERCISE_PRACTICE; i++)
        words[i] = kinds[i].name;
    name_put_nearest(out, words, EXERCISE_PRACTICE, start, end);
    str_puts(out, _(" The kinds are: "));
    for (size_t i = 0; i < EXERCISE_PRACTICE; i++)
        str_printf(out, "%s%s", words[i], i + 1 < EXERCISE_PRACTICE ? ", " : ".");
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
