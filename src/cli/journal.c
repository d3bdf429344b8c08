/*
 * The journal at the shell. What a person wrote comes in on standard input only, and goes out on
 * standard output only. No lessons are needed for it, only the store.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "mend/base/date.h"
#include "mend/base/message.h"
#include "mend/base/utf8.h"
#include "mend/exchange/journal.h"
#include "mend/text/buffer.h"
#include "show.h"

enum { MOST_SHOWN = 20, MOST_BYTES = 64 << 20 };

static int fail(const struct fault *fault)
{
    cli_complain(fault->text);
    return 1;
}

/* ---- in ---- */

static enum err read_input(struct str *text, struct fault *fault)
{
    char part[1 << 14];
    ssize_t got;
    while ((got = read(STDIN_FILENO, part, sizeof part)) > 0 || (got < 0 && errno == EINTR)) {
        str_append(text, part, got > 0 ? (size_t)got : 0);
        if (text->length > MOST_BYTES)
            return fault_set(fault, ERR_INPUT,
                             _("The text on standard input is longer than %d MiB, the most that "
                               "an entry takes. Nothing was kept."),
                             MOST_BYTES >> 20);
    }
    explicit_bzero(part, sizeof part);
    if (got < 0)
        return fault_set(fault, ERR_IO,
                         _("Standard input could not be read to its end. Nothing was kept."));
    return str_status(text, fault);
}

/* INPUT as an entry has it: valid UTF-8, without the line end that closes its last line. */
static enum err make_text(const struct str *input, char **text, struct fault *fault)
{
    struct buffer *buffer = buffer_new(str_text(input), input->length);
    *text = buffer ? buffer_copy(buffer) : NULL;
    buffer_free(buffer);
    if (!*text)
        return fault_set_memory(fault);
    size_t length = strlen(*text);
    if (length > 0 && (*text)[length - 1] == '\n')
        (*text)[length - 1] = '\0';
    if ((*text)[strspn(*text, " \t\n\v\f")] == '\0')
        return fault_set(fault, ERR_INPUT,
                         _("No text came on standard input, so there is nothing to keep."));
    return OK;
}

int command_journal_add(const struct asked *asked)
{
    struct fault fault = {0};
    struct clock clock = {0};
    struct opened opened = {0};
    struct str input = {0};
    char *text = NULL;
    int64_t id = 0;
    /* Opened before reading, so that nobody writes a page to a file that then does not open. */
    enum err err = ask_open_store(asked, &clock, &opened, &fault);
    if (!err && isatty(STDIN_FILENO))
        fputs(_("Write. Ctrl-D on an empty line keeps it, Ctrl-C drops it.\n"), stderr);
    if (!err)
        err = read_input(&input, &fault);
    if (!err)
        err = make_text(&input, &text, &fault);
    if (!err)
        err = store_journal_add(opened.store, &(struct journal_new){.text = text}, &id, &fault);
    if (!err)
        printf(_("Kept as entry %lld.\n"), (long long)id);
    if (input.bytes)
        explicit_bzero(input.bytes, input.capacity);
    if (text)
        explicit_bzero(text, strlen(text));
    str_free(&input);
    free(text);
    opening_close(&opened);
    return err ? fail(&fault) : 0;
}

/* ---- out ---- */

/* "12  21 November 2026, 22:05", and the day when the entry is about another one. */
static void put_heading(struct str *out, int64_t id, int64_t made_at, const char *day, bool pinned)
{
    int64_t about;
    str_printf(out, "%lld  ", (long long)id);
    if (date_read(day, &about) && date_days_between(about, made_at) != 0) {
        str_puts(out, _("about "));
        date_put_full(out, about);
        str_puts(out, _(", written "));
    }
    date_put_moment(out, made_at);
    if (pinned)
        str_puts(out, _("  pinned"));
    str_putc(out, '\n');
}

static void put_entries(struct str *out, const struct journal_entries *entries)
{
    if (entries->count == 0)
        str_puts(out, _("There is no entry yet.\n"));
    for (size_t i = 0; i < entries->count; i++) {
        const struct journal_entry *entry = &entries->items[i];
        if (i > 0)
            str_putc(out, '\n');
        put_heading(out, entry->id, entry->made_at, entry->day, entry->pinned);
        if (entry->sealed)
            str_puts(out, _("    (sealed)"));
        else
            show_text(out, entry->text, strlen(entry->text), "    ");
        str_putc(out, '\n');
    }
}

/* On a terminal what was looked for is bold. */
static void put_snippet(struct str *out, const struct search_find *find, bool bold)
{
    size_t at = 0;
    str_puts(out, "    ");
    for (size_t i = 0; i < find->mark_count; i++) {
        struct search_mark mark = find->marks[i];
        show_text(out, find->snippet + at, mark.from - at, NULL);
        str_puts(out, bold ? "\x1b[1m" : "");
        show_text(out, find->snippet + mark.from, mark.to - mark.from, NULL);
        str_puts(out, bold ? "\x1b[0m" : "");
        at = mark.to;
    }
    show_text(out, find->snippet + at, strlen(find->snippet + at), NULL);
    str_putc(out, '\n');
}

static bool shows_bold(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

static void put_finds(struct str *out, const struct search_finds *finds)
{
    bool bold = shows_bold();
    if (finds->count == 0)
        str_puts(out, _("No entry has these words.\n"));
    for (size_t i = 0; i < finds->count; i++) {
        const struct search_find *find = &finds->items[i];
        if (i > 0)
            str_putc(out, '\n');
        put_heading(out, find->id, find->made_at, find->day, find->pinned);
        put_snippet(out, find, bold);
    }
}

/* Prints OUT, which is freed, when all went well so far. Returns the exit status. */
static int print(struct str *out, enum err err, struct fault *fault)
{
    if (!err)
        err = str_status(out, fault);
    if (!err && (fwrite(str_text(out), 1, out->length, stdout) != out->length || fflush(stdout)))
        err = fault_set(fault, ERR_IO,
                        _("Standard output took only a part of what was to be printed."));
    str_free(out);
    return err ? fail(fault) : 0;
}

static size_t most(const struct asked *asked)
{
    return asked->most ? asked->most : MOST_SHOWN;
}

int command_journal_list(const struct asked *asked)
{
    struct fault fault = {0};
    struct clock clock = {0};
    struct opened opened = {0};
    struct journal_entries entries = {0};
    struct str out = {0};
    enum err err = ask_open_store(asked, &clock, &opened, &fault);
    if (!err)
        err = store_journal_list(opened.store, 0, most(asked), &entries, &fault);
    if (!err && asked->json)
        err = exchange_put_entries(&out, &entries, &fault);
    else if (!err)
        put_entries(&out, &entries);
    journal_entries_free(&entries);
    opening_close(&opened);
    return print(&out, err, &fault);
}

int command_journal_search(const struct asked *asked)
{
    struct fault fault = {0};
    struct clock clock = {0};
    struct opened opened = {0};
    struct search_finds finds = {0};
    struct search_query query = {0};
    struct search_ask ask = {.kinds = 1u << SEARCH_ENTRY, .most = most(asked)};
    struct str words = {0};
    struct str out = {0};
    for (int i = 0; i < asked->count; i++)
        str_printf(&words, "%s ", asked->words[i]);
    enum err err = str_status(&words, &fault);
    if (!err)
        err = search_parse(str_text(&words), &query, &fault);
    if (!err)
        err = ask_open_store(asked, &clock, &opened, &fault);
    if (!err)
        err = store_search(opened.store, &query, &ask, &finds, &fault);
    if (!err && asked->json)
        err = exchange_put_finds(&out, &finds, &fault);
    else if (!err)
        put_finds(&out, &finds);
    search_finds_free(&finds);
    search_query_free(&query);
    opening_close(&opened);
    str_free(&words);
    return print(&out, err, &fault);
}
