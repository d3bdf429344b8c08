/*
 * A table is read row by row into the country of its file. What makes a row good is the list of
 * checks below: the first that fails is what is told about it.
 */
#include "mend/course/helplines.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "grow.h"
#include "mend/base/message.h"
#include "mend/base/path.h"
#include "reading.h"
#include "scan.h"

enum { LINES_MOST = 60 };

static const char folder_name[] = "helplines";
static const char rest_of_the_world[] = "other";
static const char undated[] = "undated";

static const char *const kind_names[LINE_KINDS] = {
    [LINE_EMERGENCY] = "emergency",
    [LINE_ABUSE] = "abuse",
    [LINE_SEXUAL_ASSAULT] = "sexual-assault",
    [LINE_MEN] = "men",
    [LINE_LGBT] = "lgbt",
    [LINE_CRISIS] = "crisis",
    [LINE_DIRECTORY] = "directory",
};

static const char *const certainty_names[LINE_CERTAINTIES] = {
    [LINE_CONFIRMED] = "confirmed",
    [LINE_LIKELY] = "likely",
    [LINE_NOT_CONFIRMED] = "not-confirmed",
    [LINE_CHECK_LOCALLY] = "check-locally",
};

static const char *const served[] = {"", "women", "men", "lgbt"};

/* ---- freeing ---- */

static void line_free(struct helpline *line)
{
    for (int i = 0; i < LINE_COLUMNS; i++)
        free(line->cells[i]);
}

static void country_free(struct country *country)
{
    for (size_t i = 0; i < country->count; i++)
        line_free(&country->lines[i]);
    free(country->lines);
    free(country->code);
    free(country->name);
}

void helplines_free(struct helplines *helplines)
{
    for (size_t i = 0; i < helplines->count; i++)
        country_free(&helplines->countries[i]);
    free(helplines->countries);
    *helplines = (struct helplines){0};
}

/* ---- rows ---- */

/* The index of NAME among COUNT NAMES, or COUNT. */
static int index_of(const char *const *names, int count, const char *name)
{
    int i = 0;
    while (i < count && strcmp(names[i], name) != 0)
        i++;
    return i;
}

static bool check_cells(const struct helpline *line, struct str *why)
{
    char *const *cells = line->cells;
    int64_t made;
    bool emergency = line->kind == LINE_EMERGENCY;
    if (!*cells[LINE_COUNTRY] || !*cells[LINE_NAME])
        str_puts(why, _("A line has a country and a name."));
    else if (line->kind == LINE_KINDS)
        str_puts(why, _("The kind is emergency, abuse, sexual-assault, men, lgbt, crisis or "
                        "directory."));
    else if (index_of(served, 4, cells[LINE_SERVES]) == 4)
        str_puts(why, _("Whom a line serves is women, men, lgbt or \"-\"."));
    else if (emergency && !*cells[LINE_NUMBER])
        str_puts(why, _("An emergency row has a number."));
    else if (!*cells[LINE_DATE])
        str_puts(why, _("The date of the source is missing; \"undated\" when it names none."));
    else if (strcmp(cells[LINE_DATE], undated) != 0 && !helpline_dated(line, &made))
        str_puts(why, _("The date is 2025-10-03, 2025-10, 2025 or undated."));
    else if (line->certainty == LINE_CERTAINTIES)
        str_puts(why, _("How certain a line is is missing: confirmed, likely, not-confirmed or "
                        "check-locally."));
    else if (emergency != (line->certainty == LINE_CHECK_LOCALLY))
        str_puts(why, _("Emergency numbers, and only they, are \"check-locally\"."));
    else if (!*cells[LINE_SOURCE])
        str_puts(why, _("The source is missing: who says so?"));
    return why->length == 0;
}

/* The row beside those its country has already. */
static bool check_row(const struct country *country, const struct helpline *line, struct str *why)
{
    bool emergency = line->kind == LINE_EMERGENCY;
    bool other = strcmp(country->code, rest_of_the_world) == 0;
    if (!check_cells(line, why))
        return false;
    if (country->count && strcmp(country->name, line->cells[LINE_COUNTRY]) != 0)
        str_printf(why, _("This file is about %s; every row names the same country."),
                   country->name);
    else if (emergency && other)
        str_puts(why, _("No emergency number holds everywhere."));
    else if (emergency && country->count)
        str_puts(why, _("There is one emergency row, and it is the first."));
    else if (!emergency && !other && !country->count)
        str_puts(why, _("The first row of a country is its emergency number."));
    return why->length == 0;
}

/* The cells between START and END. False, with the reason, when there are not as many as columns.
 */
static bool split(struct reading *reading, const char *start, const char *end,
                  struct helpline *line, struct str *why)
{
    int count = 1;
    for (const char *at = start; at < end; at++)
        count += *at == '\t';
    for (int i = 0; i < LINE_COLUMNS; i++) {
        const char *tab = memchr(start, '\t', (size_t)(end - start));
        const char *stop = tab ? tab : end;
        bool nothing = stop - start == 1 && *start == '-';
        line->cells[i] = reading_copy(reading, start, nothing ? start : stop);
        start = tab ? tab + 1 : end;
    }
    if (count != LINE_COLUMNS)
        str_printf(why, _("A row has %d columns with a tab between them; this one has %d."),
                   LINE_COLUMNS, count);
    return count == LINE_COLUMNS && !reading->failed;
}

static void add_row(struct reading *reading, struct country *country, const char *start,
                    const char *end, int number)
{
    struct helpline line = {.line = number};
    struct helpline *lines = NULL;
    struct str why = {0};
    bool good = split(reading, start, end, &line, &why);
    if (good) {
        line.kind = (enum line_kind)index_of(kind_names, LINE_KINDS, line.cells[LINE_KIND]);
        line.certainty = (enum line_certainty)index_of(certainty_names, LINE_CERTAINTIES,
                                                       line.cells[LINE_CERTAINTY]);
        good = check_row(country, &line, &why);
    }
    if (why.length)
        reading_report(reading, number, "%s", str_text(&why));
    if (good && country->count < LINES_MOST)
        lines = grow(country->lines, country->count, sizeof *lines);
    if (lines && !country->name)
        country->name = strdup(line.cells[LINE_COUNTRY]);
    if (lines) {
        country->lines = lines;
        lines[country->count++] = line;
    } else {
        line_free(&line);
    }
    reading->failed |= why.failed || (lines && !country->name);
    str_free(&why);
}

/* ---- files ---- */

static enum err read_country(const char *path, struct country *country, struct issues *issues,
                             struct fault *fault)
{
    struct reading reading;
    struct str bytes = {0};
    enum err err = content_read_file(path, &bytes, fault);
    if (!err) {
        reading_open(&reading, path, str_text(&bytes), bytes.length, issues);
        const char *start = str_text(&reading.text);
        const char *end;
        struct scan scan = {start, start + reading.text.length, 1};
        for (int line = 1; !reading.failed && scan_line(&scan, &start, &end); line = scan.line)
            if (*start != '#' && !scan_is_blank(start, end))
                add_row(&reading, country, start, end, line);
        if (!country->count && !reading.failed)
            reading_report(&reading, 1, _("There is no row here that can be shown."));
        err = reading.failed ? fault_set_memory(fault) : OK;
        reading_close(&reading);
    } else if (err != ERR_MEMORY) {
        issues_add(issues, path, 1, "%s", fault->text);
        err = OK;
    }
    str_free(&bytes);
    return err;
}

static int is_table(const struct dirent *file)
{
    const char *name = file->d_name;
    const char *dot = strchr(name, '.');
    return dot && dot > name && strcmp(dot, ".tsv") == 0;
}

static bool is_code(const char *code)
{
    bool two =
        strlen(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z';
    return two || strcmp(code, rest_of_the_world) == 0;
}

static enum err add_country(struct helplines *helplines, const char *folder, const char *name,
                            struct issues *issues, struct fault *fault)
{
    struct country country = {.code = strndup(name, strcspn(name, "."))};
    char *path = path_join(folder, name);
    struct country *countries = NULL;
    enum err err = OK;
    if (!country.code || !path)
        err = fault_set_memory(fault);
    else if (!is_code(country.code))
        issues_add(issues, path, 1,
                   _("A file is called by the two letters of its country, as in gb.tsv, or "
                     "other.tsv."));
    else
        err = read_country(path, &country, issues, fault);
    if (!err && country.count) {
        countries = grow(helplines->countries, helplines->count, sizeof *countries);
        err = countries ? OK : fault_set_memory(fault);
    }
    if (countries) {
        helplines->countries = countries;
        countries[helplines->count++] = country;
    } else {
        country_free(&country);
    }
    free(path);
    return err;
}

static int compare(const void *a, const void *b)
{
    const struct country *x = a;
    const struct country *y = b;
    bool last = strcmp(x->code, rest_of_the_world) == 0;
    if (last != (strcmp(y->code, rest_of_the_world) == 0))
        return last ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Beside the folder of the language, for numbers have none. */
static char *find_folder(const struct content *content)
{
    size_t length = strlen(content->folder);
    while (length > 1 && content->folder[length - 1] == '/')
        length--;
    while (length > 0 && content->folder[length - 1] != '/')
        length--;
    char *parent = length ? strndup(content->folder, length) : strdup("./");
    char *folder = parent ? path_join(parent, folder_name) : NULL;
    free(parent);
    return folder;
}

enum err content_helplines(const struct content *content, struct helplines *helplines,
                           struct issues *issues, struct fault *fault)
{
    struct fault own = {0};
    struct dirent **files = NULL;
    *helplines = (struct helplines){0};
    fault = fault ? fault : &own;
    char *folder = find_folder(content);
    int count = folder ? scandir(folder, &files, is_table, alphasort) : -1;
    enum err err = !folder || (count < 0 && errno == ENOMEM) ? fault_set_memory(fault) : OK;
    for (int i = 0; i < count; i++) {
        if (!err)
            err = add_country(helplines, folder, files[i]->d_name, issues, fault);
        free(files[i]);
    }
    free(files);
    free(folder);
    if (err)
        helplines_free(helplines);
    else if (helplines->count)
        qsort(helplines->countries, helplines->count, sizeof *helplines->countries, compare);
    return err;
}
