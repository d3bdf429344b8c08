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

const struct tone_name tone_names[TONES] = {
    [TONE_STEADY] = {"steady", N_("steady")}, [TONE_HOPEFUL] = {"hopeful", N_("hopeful")},
    [TONE_TENDER] = {"tender", N_("tender")}, [TONE_ANGRY] = {"angry", N_("angry")},
    [TONE_TIRED] = {"tired", N_("tired")},    [TONE_ALONE] = {"alone", N_("on my own")},
};

/* What is wrong with ROW, all rows before it being good, as a sentence; false when nothing is. */
typedef bool row_check(const struct table *table, const struct table_row *row, struct str *why);

/* A table as a file: what it is called, and what its rows are made of. */
struct form {
    const char *name;
    int columns; /* the last one takes what is left of the line */
    row_check *check;
};

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

/* 0 to 10, or -1 when CELL is none of these. */
static int lesson_of(const char *cell)
{
    size_t length = strspn(cell, "0123456789");
    bool plain = length && length <= 2 && !cell[length] && (length == 1 || *cell != '0');
    long lesson = plain ? strtol(cell, NULL, 10) : -1;
    return lesson <= PROMPT_LESSONS ? (int)lesson : -1;
}

static bool tone_is_known(const char *cell)
{
    for (int tone = 0; tone < TONES; tone++)
        if (strcmp(cell, tone_names[tone].name) == 0)
            return true;
    return false;
}

static size_t count_graphemes(const char *text)
{
    size_t count = 0;
    for (size_t left = strlen(text); left; count++) {
        size_t step = utf8_grapheme(text, left);
        text += step;
        left -= step;
    }
    return count;
}

static bool has_end_mark(const char *text)
{
    static const char *const marks[] = {".", "?", "\xe2\x80\xa6"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t length = strlen(marks[i]);
        if (strlen(text) >= length && strcmp(text + strlen(text) - length, marks[i]) == 0)
            return true;
    }
    return false;
}

static void check_prompt_text(const char *text, struct str *why)
{
    size_t length = count_graphemes(text);
    if (!length)
        str_puts(why, _("The fourth column of a prompt is its text, and it is empty."));
    else if (length > PROMPT_TEXT_MOST)
        str_printf(why, _("This prompt has %zu characters; %d are the most. Please shorten it."),
                   length, PROMPT_TEXT_MOST);
    else if (!has_end_mark(text))
        str_puts(why, _("A prompt ends with a question mark or a full stop."));
}

static bool check_prompt(const struct table *prompts, const struct table_row *row, struct str *why)
{
    char *const *cells = row->cells;
    const char *name = cells[PROMPT_NAME];
    const struct table_row *other = find(prompts, PROMPT_NAME, name);
    if (lesson_of(cells[PROMPT_LESSON]) < 0)
        str_puts(why, _("The first column of a prompt is its lesson: 1 to 10, or 0 for any."));
    else if (!tone_is_known(cells[PROMPT_TONE]))
        str_puts(why, _("The second column of a prompt is its tone: steady, hopeful, tender, "
                        "angry, tired or alone."));
    else if (!name_valid(name, name + strlen(name)))
        str_puts(why, _("The third column of a prompt is its name, of small letters, digits and "
                        "hyphens."));
    else if (other)
        str_printf(why, _("There is a prompt \"%s\" already, on line %d."), name, other->line);
    else
        check_prompt_text(cells[PROMPT_TEXT], why);
    return why->length > 0;
}

static struct table_row split(struct reading *reading, int columns, int line, const char *start,
                              const char *end)
{
    struct table_row row = {.line = line};
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        const char *tab = i + 1 < columns ? memchr(start, '\t', (size_t)(end - start)) : NULL;
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

static enum err read_table(const struct content *content, const struct form *form,
                           struct table *table, struct issues *issues, struct fault *fault)
{
    *table = (struct table){0};
    struct reading reading;
    struct str bytes = {0};
    char *path = path_join(content->folder, form->name);
    enum err err = path ? content_read_file(path, &bytes, fault) : fault_set_memory(fault);
    if (!err) {
        reading_open(&reading, path, str_text(&bytes), bytes.length, issues);
        const char *start = str_text(&reading.text);
        struct scan scan = {start, start + reading.text.length, 1};
        const char *end;
        for (int line = 1; !reading.failed && scan_line(&scan, &start, &end); line = scan.line) {
            if (*start == '#' || scan_is_blank(start, end))
                continue;
            struct table_row row = split(&reading, form->columns, line, start, end);
            add_row(&reading, table, &row, form->check);
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
    static const struct form form = {"cards.tsv", 3, check_card};
    return read_table(content, &form, cards, issues, fault);
}

enum err content_words(const struct content *content, struct table *words, struct issues *issues,
                       struct fault *fault)
{
    static const struct form form = {"words.tsv", 3, check_word};
    return read_table(content, &form, words, issues, fault);
}

enum err content_prompts(const struct content *content, struct table *prompts,
                         struct issues *issues, struct fault *fault)
{
    static const struct form form = {"prompts.tsv", 4, check_prompt};
    return read_table(content, &form, prompts, issues, fault);
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

/* ---- choosing a prompt ---- */

static bool prompt_fits(const struct table_row *prompt, int lesson, int tone)
{
    return (lesson == PROMPT_ANY || lesson_of(prompt->cells[PROMPT_LESSON]) == lesson) &&
           (tone == PROMPT_ANY || strcmp(prompt->cells[PROMPT_TONE], tone_names[tone].name) == 0);
}

static size_t count_fitting(const struct table *prompts, int lesson, int tone)
{
    size_t count = 0;
    for (size_t i = 0; i < prompts->count; i++)
        count += prompt_fits(&prompts->rows[i], lesson, tone);
    return count;
}

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/*
 * The INDEX'th of COUNT, in steps of about three eighths of the way round that meet every one
 * before the first comes again: neighbours in the table are of one lesson and of one tone.
 */
static size_t mixed(size_t index, size_t count)
{
    size_t step = count * 3 / 8 + 1;
    while (common_divisor(step, count) != 1)
        step++;
    return index * step % count;
}

const struct table_row *prompt_choose(const struct table *prompts, int lesson, int tone,
                                      size_t shown)
{
    size_t own = count_fitting(prompts, lesson, tone);
    size_t general = lesson > 0 ? count_fitting(prompts, 0, tone) : 0;
    if (own + general == 0)
        return NULL;
    size_t index = shown % (own + general);
    bool is_own = index < own;
    size_t left = is_own ? mixed(index, own) : mixed(index - own, general);
    for (size_t i = 0; i < prompts->count; i++)
        if (prompt_fits(&prompts->rows[i], is_own ? lesson : 0, tone) && left-- == 0)
            return &prompts->rows[i];
    return NULL;
}
