#include "support/pictures.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/folder.h"

static char here[4096]; /* tests/ui, wherever that is */

int bench_set_up(void **state)
{
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    unsetenv("LC_ALL"); /* or Help now would take its country from this machine */
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    tzset();
    struct bench *bench = calloc(1, sizeof *bench);
    struct fault fault = {0};
    char content[4200];
    snprintf(content, sizeof content, "%s/content", here);
    bench->folder = folder_make();
    if (chdir(bench->folder) || symlink(content, "content"))
        return -1;
    if (clock_init(&bench->clock, "2026-11-21T22:05:00", true, &fault))
        return -1;
    struct session_options options = {"home", "content", &bench->clock};
    if (session_open(&options, &bench->ui.session, &fault)) {
        print_error("%s\n", fault.text);
        return -1;
    }
    bench->ui.clock = &bench->clock;
    bench->ui.input = input_new();
    if (canvas_resize(&bench->ui.canvas, 30, 100))
        return -1;
    ui_go(&bench->ui, TAB_TODAY);
    *state = bench;
    return 0;
}

int bench_tear_down(void **state)
{
    struct bench *bench = *state;
    while (bench->ui.top)
        ui_close_top(&bench->ui);
    ui_set_undo(&bench->ui, (struct undo_step){0});
    session_close(bench->ui.session);
    input_free(bench->ui.input);
    canvas_free(&bench->ui.canvas);
    unlink("content");
    folder_remove(bench->folder);
    free(bench);
    return 0;
}

void bench_type(struct bench *bench, const char *bytes)
{
    struct event event;
    input_feed(bench->ui.input, bytes, strlen(bytes), clock_monotonic(&bench->clock));
    for (int i = 0; i < 2; i++) {
        while (input_next(bench->ui.input, clock_monotonic(&bench->clock), &event)) {
            ui_dispatch(&bench->ui, &event);
            while (ui_work(&bench->ui))
                continue;
            ui_draw(&bench->ui); /* scrolling follows what was drawn */
        }
        clock_advance(&bench->clock, INPUT_ESCAPE_DELAY);
    }
}

static void read_file(const char *path, struct str *out)
{
    FILE *file = fopen(path, "r");
    char bytes[4096];
    size_t length;
    if (!file)
        return;
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        str_append(out, bytes, length);
    fclose(file);
}

static void write_file(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(text->bytes, 1, text->length, file);
    fclose(file);
}

void bench_picture(struct bench *bench, struct str *out)
{
    ui_draw(&bench->ui);
    canvas_dump(&bench->ui.canvas, out);
    str_printf(out, "cursor %d,%d\n", bench->ui.canvas.cursor_row, bench->ui.canvas.cursor_column);
}

void picture_expect(const struct str *now, const char *name)
{
    char path[4200];
    struct str golden = {0};
    snprintf(path, sizeof path, "%s/golden/%s.txt", here, name);
    const char *mode = getenv("MEND_GOLDEN");
    if (mode && strcmp(mode, "write") == 0)
        write_file(path, now);
    read_file(path, &golden);
    bool same = strcmp(str_text(now), str_text(&golden)) == 0;
    if (!same)
        print_error("%s: now\n%s\nshould be\n%s\n", name, str_text(now), str_text(&golden));
    str_free(&golden);
    assert_true(same);
}

void bench_expect(struct bench *bench, const char *name)
{
    struct str now = {0};
    bench_picture(bench, &now);
    picture_expect(&now, name);
    str_free(&now);
}

void bench_resize(struct bench *bench, int rows, int columns)
{
    assert_int_equal(canvas_resize(&bench->ui.canvas, rows, columns), OK);
}

void bench_expect_both(struct bench *bench, const char *name)
{
    char wide[128];
    char narrow[128];
    snprintf(wide, sizeof wide, "%s-100x30", name);
    snprintf(narrow, sizeof narrow, "%s-60x16", name);
    bench_resize(bench, 16, 60);
    bench_expect(bench, narrow);
    bench_resize(bench, 30, 100);
    bench_expect(bench, wide);
}

void bench_begin_at(struct bench *bench, int page)
{
    bench_type(bench, "\r\x1b[F ");
    while (page-- > 1)
        bench_type(bench, "\x1b[F ");
}

void bench_come_back(struct bench *bench)
{
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    bench_type(bench, "\r");
}

bool bench_find_pictures(void)
{
    if (realpath("tests/ui", here))
        return true;
    perror("tests/ui");
    return false;
}
