/*
 * The floor that mend is measured against: the least a program with a screen and a store has to
 * do. A bare ncursesw list of 22 rows whose selection moves by the arrow keys, a database opened
 * and one SELECT. Like mend it draws once for all input there is, and with MEND_TEST_SYNC=1
 * answers a barrier. Ctrl-X or q leaves.
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 22, BARRIER = 0x1d, LEAVE = 0x18, FILE_NAME = 4096 };

struct floor_list {
    int selected;
    bool answers;
    unsigned answered;
};

/* The number of tables in the database mend uses, or in an empty one. */
static int count_tables(void)
{
    char name[FILE_NAME] = ":memory:";
    const char *home = getenv("MEND_HOME");
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    int tables = -1;
    if (home)
        snprintf(name, sizeof name, "%s/mend.db", home);
    if (sqlite3_open_v2(name, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(database, "SELECT count(*) FROM sqlite_schema", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        tables = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return tables;
}

static void draw_all(int tables)
{
    mvprintw(0, 1, "floor, %d tables", tables);
    for (int row = 0; row < ROWS; row++)
        mvprintw(row + 1, 4, "%2d  A row of a list, about as long as a title is", row + 1);
}

/* Marks the row or takes the mark away. */
static void mark(int row, attr_t attributes)
{
    mvchgat(row + 1, 4, 60, attributes, 0, NULL);
}

static void answer(struct floor_list *list)
{
    refresh();
    printf("\x1b]5522;%u\a", ++list->answered);
    fflush(stdout);
}

/* False when it is time to leave. */
static bool take(struct floor_list *list, int key)
{
    int before = list->selected;
    if (key == LEAVE || key == 'q')
        return false;
    if (key == BARRIER && list->answers)
        answer(list);
    if (key == KEY_DOWN && list->selected < ROWS - 1)
        list->selected++;
    if (key == KEY_UP && list->selected > 0)
        list->selected--;
    if (list->selected != before)
        mark(before, A_NORMAL);
    mark(list->selected, A_REVERSE);
    move(list->selected + 1, 2);
    return true;
}

int main(void)
{
    const char *sync = getenv("MEND_TEST_SYNC");
    struct floor_list list = {.answers = sync && strcmp(sync, "1") == 0};
    setlocale(LC_ALL, "");
    if (!newterm(NULL, stdout, stdin))
        return 1;
    raw();
    noecho();
    nonl();
    set_escdelay(25);
    /* Keys are read in a pad: getch() in a window would refresh it at every one. */
    WINDOW *keys = newpad(1, 1);
    keypad(keys, TRUE);
    define_key("\x1b[A", KEY_UP); /* as arrows come without application mode */
    define_key("\x1b[B", KEY_DOWN);
    draw_all(count_tables());
    for (bool more = take(&list, ERR); more;) {
        refresh();
        nodelay(keys, FALSE);
        int key = wgetch(keys);
        nodelay(keys, TRUE);
        /* Everything that has come, then one refresh. */
        do
            more = take(&list, key);
        while (more && (key = wgetch(keys)) != ERR);
    }
    endwin();
    return 0;
}
