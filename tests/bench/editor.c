/*
 * Measures keys in a long text against the same keys in a short one: editor [RUNS]
 *
 * Both editors live side by side in one process and take their turns, so that what disturbs one
 * disturbs the other; of each measure the median of the processor's time counts. A key is a command
 * and what the screen asks afterwards: the rows and the number of words. Keys are measured at the
 * start, in the middle and at the end of a text in paragraphs, and once more in one that is a
 * single paragraph.
 */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mend/base/str.h"
#include "mend/text/editor.h"

enum {
    RUNS = 7,
    MOST_RUNS = 100,
    KEYS = 200,
    COLUMNS = 80,
    ROWS = 24,
    LONG_TEXT = 10 * 1000 * 1000,
    SHORT_TEXT = 10 * 1000,
    PASTED = 1000 * 1000,
    PARAGRAPH = 400, /* bytes, about */
};

enum side { LONG, SHORT, SIDES };
enum place { START, MIDDLE, END, PLACES };

static const char *const places[PLACES] = {"start", "middle", "end"};

/* Each is done with its opposite, so that the text stays what it was; a pair counts as two keys. */
enum key { TYPE, MOVE, ROW, PAGE, WORD, PASSAGE, SCROLL, UNDO, KEYS_KNOWN };

static const char *const key_says[KEYS_KNOWN] = {
    [TYPE] = "type, delete",         [MOVE] = "right, left",      [ROW] = "down, up",
    [PAGE] = "page down, up",        [WORD] = "word right, left", [PASSAGE] = "paragraph down, up",
    [SCROLL] = "scroll there, back", [UNDO] = "undo, redo",
};

enum act { OPEN, JUMP, FIND, FIND_BACK, PASTE, PASTE_UNDO, ACTS };

static const char *const act_says[ACTS] = {
    [OPEN] = "open, show and count words", [JUMP] = "from end to end, and type",
    [FIND] = "look for what is not there", [FIND_BACK] = "the same backwards",
    [PASTE] = "paste 1 MB in the middle",  [PASTE_UNDO] = "undo that",
};

struct bench {
    struct editor *editors[SIDES];
    struct str texts[SIDES];
    struct str pasted;
    double keys[KEYS_KNOWN][PLACES][SIDES][MOST_RUNS];
    double acts[ACTS][SIDES][MOST_RUNS];
};

/* Of processor time: nothing here waits, and what else runs on the machine does not count. */
static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void need(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "editor: %s\n", what);
    exit(1);
}

/* Words of a few letters, a name in each paragraph that is written with an accent. */
static void write_text(struct str *out, size_t length, bool paragraphs)
{
    unsigned seed = 7;
    while (out->length < length) {
        size_t letters = 1 + (size_t)rand_r(&seed) % 9;
        while (letters-- > 0)
            str_putc(out, (char)('a' + rand_r(&seed) % 26));
        bool ends = rand_r(&seed) % (PARAGRAPH / 6) == 0;
        str_puts(out, ends ? (paragraphs ? " caf\u00e9.\n\n" : " caf\u00e9. ") : " ");
    }
    need(!out->failed, "no memory");
}

/* ---- keys ---- */

static void command(struct editor *editor, enum editor_command what)
{
    bool did;
    need(editor_do(editor, what, &did, NULL) == OK, "no memory");
}

static void type(struct editor *editor)
{
    need(editor_insert(editor, "x", 1, NULL) == OK, "no memory");
}

static void show(struct editor *editor)
{
    struct editor_row rows[ROWS];
    int row;
    int column;
    need(editor_rows(editor, rows, ROWS, &row, &column) > 0, "no rows");
    need(buffer_word_count(editor_buffer(editor)) > 0, "no words");
}

static void press(struct editor *editor, enum key key, enum place place, bool back)
{
    static const enum editor_command pairs[KEYS_KNOWN][2] = {
        [MOVE] = {EDITOR_RIGHT, EDITOR_LEFT},
        [ROW] = {EDITOR_DOWN, EDITOR_UP},
        [PAGE] = {EDITOR_PAGE_DOWN, EDITOR_PAGE_UP},
        [WORD] = {EDITOR_WORD_RIGHT, EDITOR_WORD_LEFT},
        [PASSAGE] = {EDITOR_PASSAGE_DOWN, EDITOR_PASSAGE_UP},
        [UNDO] = {EDITOR_UNDO, EDITOR_REDO},
    };
    if (key == TYPE && !back)
        type(editor);
    else if (key == TYPE)
        command(editor, EDITOR_DELETE_BACK);
    else if (key == SCROLL)
        editor_scroll(editor, (place == END) != back ? -3 : 3);
    else
        command(editor, pairs[key][(place == END && key != UNDO) != back]);
    show(editor);
}

static double time_keys(struct editor *editor, enum key key, enum place place)
{
    press(editor, key, place, false);
    press(editor, key, place, true);
    double start = microseconds();
    for (int i = 0; i < KEYS; i++)
        press(editor, key, place, i % 2 != 0);
    return (microseconds() - start) / KEYS;
}

static void measure_keys(struct bench *bench, int run)
{
    for (enum place place = 0; place < PLACES; place++) {
        for (enum side side = 0; side < SIDES; side++) {
            struct editor *editor = bench->editors[side];
            size_t length = buffer_length(editor_buffer(editor));
            editor_set_cursor(editor, place * (length / 2));
            show(editor);
            type(editor);
        }
        for (enum key key = 0; key < KEYS_KNOWN; key++)
            for (int turn = 0; turn < SIDES; turn++) {
                enum side side = (run + turn) % 2 ? SHORT : LONG;
                bench->keys[key][place][side][run] = time_keys(bench->editors[side], key, place);
            }
    }
}

/* ---- what is done once ---- */

static void look_for(struct editor *editor, const char *what, bool forward)
{
    struct find *find = find_new(what, strlen(what));
    need(find, "no memory");
    need(!editor_find(editor, find, forward, NULL), "found");
    find_free(find);
}

static double time_act(struct bench *bench, enum side side, enum act act)
{
    struct editor *editor = bench->editors[side];
    size_t middle = bench->texts[side].length / 2;
    if (act == PASTE) {
        editor_set_cursor(editor, middle);
        show(editor);
    }
    double start = microseconds();
    if (act == OPEN) {
        editor = editor_new(str_text(&bench->texts[side]), bench->texts[side].length);
        need(editor, "no memory");
        bench->editors[side] = editor;
        editor_resize(editor, COLUMNS, ROWS);
    } else if (act == JUMP) {
        command(editor, EDITOR_TEXT_START);
        type(editor);
    } else if (act == FIND || act == FIND_BACK) {
        look_for(editor, "Caf\u00e9 au lait", act == FIND);
    } else if (act == PASTE) {
        need(editor_paste(editor, str_text(&bench->pasted), PASTED, NULL) == OK, "no memory");
    } else {
        command(editor, EDITOR_UNDO);
    }
    show(editor);
    return microseconds() - start;
}

static void measure(struct bench *bench, int run)
{
    for (enum act act = 0; act < ACTS; act++) {
        for (int turn = 0; turn < SIDES; turn++) {
            enum side side = (run + turn) % 2 ? SHORT : LONG;
            bench->acts[act][side][run] = time_act(bench, side, act);
        }
    }
    measure_keys(bench, run);
    for (enum side side = 0; side < SIDES; side++)
        editor_free(bench->editors[side]);
}

/* ---- what comes out ---- */

static void print_row(const char *says, const char *place, double values[SIDES][MOST_RUNS],
                      int runs)
{
    double long_text = median(values[LONG], runs);
    double short_text = median(values[SHORT], runs);
    printf("%-26s%-6s%11.1f us   %11.1f us   %8.2fx\n", says, place, long_text, short_text,
           long_text / short_text);
}

static void print_table(struct bench *bench, bool paragraphs, int runs)
{
    printf("\nmedians of %d runs, by turns, %s, %dx%d cells\n\n", runs,
           paragraphs ? "paragraphs" : "a single paragraph", COLUMNS, ROWS);
    printf("%-32s%11s      %11s      %8s\n", "", "10 MB", "10 kB", "ratio");
    for (enum key key = 0; key < KEYS_KNOWN; key++)
        for (enum place place = 0; place < PLACES; place++)
            print_row(place == START ? key_says[key] : "", places[place], bench->keys[key][place],
                      runs);
    for (enum act act = 0; act < ACTS; act++)
        print_row(act_says[act], "", bench->acts[act], runs);
}

static void compare_texts(bool paragraphs, int runs)
{
    struct bench *bench = calloc(1, sizeof *bench);
    need(bench, "no memory");
    write_text(&bench->texts[LONG], LONG_TEXT, paragraphs);
    write_text(&bench->texts[SHORT], SHORT_TEXT, paragraphs);
    write_text(&bench->pasted, PASTED, paragraphs);
    for (int run = 0; run < runs; run++)
        measure(bench, run);
    print_table(bench, paragraphs, runs);
    for (enum side side = 0; side < SIDES; side++)
        str_free(&bench->texts[side]);
    str_free(&bench->pasted);
    free(bench);
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : RUNS;
    if (runs < 1 || runs > MOST_RUNS)
        return 2;
    setlocale(LC_ALL, "C.UTF-8");
    compare_texts(true, runs);
    compare_texts(false, runs);
    return 0;
}
