#include "mend/course/table.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "content_private.h"
#include "grow.h"
#include "kinds.h"
#include "mend/base/message.h"
#include "mend/base/path.h"
#include "mend/base/utf8.h"
#include "reading.h"
#include "scan.h"

enum { ROWS_MOST = 1000 };

const char *const word_kind_names[WORD_KINDS] = {
    [WORD_FEELING] = "feeling",
    [WORD_VERDICT] = "verdict",
    [WORD_SWEEPING] = "sweeping",
};

/* What is wrong with ROW, all rows before it being good, as a sentence; false when nothing is. */
typedef bool row_check(const struct table *table, const struct table_row *row, struct str *why);

static void row_free(struct table_row *row)
{
    for (int i = 0; i < TABLE_COLUMNS; i++)
        free(row->cells[i]);
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        row_free(&table->rows[i]);
    free(table->rows);
    *table = (struct table){0};
}

static const struct table_row *find(const struct table *table, int column, const char *text)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].cells[column], text) == 0)
            return &table->rows[i];
    return NULL;
}

static bool check_card(const struct table *cards, const struct table_row *row, struct str *why)
{
    char *const *cells = row->cells;
    if (strlen(cells[CARD_DEPTH]) != 1 || !strchr("123", *cells[CARD_DEPTH]))
        str_puts(why, _("The first column of a card is its depth: 1, 2 or 3."));
    else if (!name_valid(cells[CARD_NAME], cells[CARD_NAME] + strlen(cells[CARD_NAME])))
        str_puts(why, _("The second column of a card is its name, of small letters, digits and "
                        "hyphens."));
    else if (find(cards, CARD_NAME, cells[CARD_NAME]))
        str_printf(why, _("There is a card \"%s\" already, on line %d."), cells[CARD_NAME],
                   find(cards, CARD_NAME, cells[CARD_NAME])->line);
    else if (!*cells[CARD_TEXT])
        str_puts(why, _("The third column of a card is its text, and it is empty."));
    return why->length > 0;
}

/* The row of the same kind and word: a word may stand once in each kind. */
static const struct table_row *find_word_row(const struct table *words, const struct table_row *row)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->rows[i].cells[WORD_KIND], row->cells[WORD_KIND]) == 0 &&
            strcmp(words->rows[i].cells[WORD_TEXT], row->cells[WORD_TEXT]) == 0)
            return &words->rows[i];
    return NULL;
}

static bool check_word(const struct table *words, const struct table_row *row, struct str *why)
{
    char *const *cells = row->cells;
    bool known = false;
    for (int kind = 0; kind < WORD_KINDS; kind++)
        known |= strcmp(cells[WORD_KIND], word_kind_names[kind]) == 0;
    const struct table_row *other = find_word_row(words, row);
    bool noted = *cells[WORD_NOTE] || strcmp(cells[WORD_KIND], word_kind_names[2]) == 0;
    if (!known)
        str_puts(why, _("The first column of a word is feeling, verdict or sweeping."));
    else if (!*cells[WORD_TEXT])
        str_puts(why, _("The second column of a word is the word, and it is empty."));
    else if (other)
        str_printf(why, _("The word \"%s\" stands on line %d already."), cells[WORD_TEXT],
                   other->line);
    else if (!noted)
        str_puts(why, _("The third column is missing: the family of a feeling, or what may lie "
                        "under a verdict."));
    return why->length > 0;
}

static struct table_row split(struct reading *reading, int line, const char *start, const char *end)
{
    struct table_row row = {.line = line};
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        const char *tab = i + 1 < TABLE_COLUMNS ? memchr(start, '\t', (size_t)(end - start)) : NULL;
        row.cells[i] = reading_copy(reading, start, tab ? tab : end);
        start = tab ? tab + 1 : end;
    }
    return row;
}

static void add_row(struct reading *reading, struct table *table, struct table_row *row,
                    row_check *check)
{
    struct str why = {0};
    struct table_row *rows = NULL;
    if (!reading->failed && check(table, row, &why))
        reading_report(reading, row->line, "%s", str_text(&why));
    else if (!reading->failed && table->count < ROWS_MOST)
        rows = grow(table->rows, table->count, sizeof *rows);
    if (rows) {
        table->rows = rows;
        rows[table->count++] = *row;
    } else {
        row_free(row);
    }
    str_free(&why);
}

static enum err read_table(const struct content *content, const char *name, row_check *check,
                           struct table *table, struct issues *issues, struct fault *fault)
{
    *table = (struct table){0};
    struct reading reading;
    struct str bytes = {0};
    char *path = path_join(content->folder, name);
    enum err err = path ? content_read_file(path, &bytes, fault) : fault_set_memory(fault);
    if (!err) {
        reading_open(&reading, path, str_text(&bytes), bytes.length, issues);
        const char *start = str_text(&reading.text);
        struct scan scan = {start, start + reading.text.length, 1};
        const char *end;
        for (int line = 1; !reading.failed && scan_line(&scan, &start, &end); line = scan.line) {
            if (*start == '#' || scan_is_blank(start, end))
                continue;
            struct table_row row = split(&reading, line, start, end);
            add_row(&reading, table, &row, check);
        }
        err = reading.failed ? fault_set_memory(fault) : OK;
        reading_close(&reading);
    }
    if (err)
        table_free(table);
    str_free(&bytes);
    free(path);
    return err;
}

enum err content_cards(const struct content *content, struct table *cards, struct issues *issues,
                       struct fault *fault)
{
    return read_table(content, "cards.tsv", check_card, cards, issues, fault);
}

enum err content_words(const struct content *content, struct table *words, struct issues *issues,
                       struct fault *fault)
{
    return read_table(content, "words.tsv", check_word, words, issues, fault);
}

/* ---- nudges ---- */

/* Case folded, so that "Never" is "never"; NULL without memory. */
static char *folded(const char *text)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &out,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE);
    return length < 0 ? NULL : (char *)out;
}

/* The code point that ends at AT, or begins there. */
static int32_t code_point_before(const char *text, const char *at)
{
    int32_t code_point = 0;
    const char *start = at - 1;
    while (start > text && ((unsigned char)*start & 0xC0) == 0x80)
        start--;
    utf8_decode(start, (size_t)(at - start), &code_point);
    return code_point;
}

static int32_t code_point_at(const char *at)
{
    int32_t code_point = 0;
    utf8_decode(at, strlen(at), &code_point);
    return code_point;
}

static bool is_letter(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* What stands at AT goes on with the word before it: "never's" is another word than "never". */
static bool goes_on(const char *at)
{
    if (*at == '\'' && at[1] != '\0')
        at++;
    return *at != '\0' && is_letter(code_point_at(at));
}

/* Where WORD stands in TEXT as a whole word, or NULL. */
static const char *find_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        bool starts = at == text || !is_letter(code_point_before(text, at));
        if (starts && !goes_on(at + length))
            return at;
    }
    return NULL;
}

const struct table_row *words_nudge(const struct table *words, const char *text)
{
    const struct table_row *best = NULL;
    const char *first = NULL;
    char *low = folded(text);
    for (size_t i = 0; low && i < words->count; i++) {
        const struct table_row *row = &words->rows[i];
        if (strcmp(row->cells[WORD_KIND], word_kind_names[WORD_FEELING]) == 0)
            continue;
        char *word = folded(row->cells[WORD_TEXT]);
        const char *at = word ? find_word(low, word) : NULL;
        free(word);
        bool longer =
            at && at == first && strlen(row->cells[WORD_TEXT]) > strlen(best->cells[WORD_TEXT]);
        if (at && (!first || at < first || longer)) {
            best = row;
            first = at;
        }
    }
    free(low);
    return best;
}
