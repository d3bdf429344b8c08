/*
 * A page is one tall column: prose, exercises, "go on". It is laid out twice: once into nothing,
 * to learn where the stops are and how far to scroll, and once onto the canvas.
 */
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "mend/practice/tension.h"
#include "player_private.h"

int player_page_count(const struct player *player)
{
    return (int)player->lesson.page_count;
}

bool player_is_last(const struct player *player)
{
    return player->entry->sheet && player->page + 1 == player_page_count(player);
}

int player_exercise_stops(const struct player *player)
{
    int stops = 0;
    for (int i = 0; i < player->view_count; i++)
        stops += player->views[i]->type->stops(player->views[i]);
    return stops;
}

struct exercise_view *player_view_at(const struct player *player, int focus, int *stop)
{
    for (int i = 0; focus >= 0 && i < player->view_count; i++) {
        int stops = player->views[i]->type->stops(player->views[i]);
        if (focus < stops) {
            *stop = focus;
            return player->views[i];
        }
        focus -= stops;
    }
    return NULL;
}

struct stop_place player_place(const struct player *player, int focus)
{
    int stop;
    struct exercise_view *view = player_view_at(player, focus, &stop);
    return view ? view->places[stop] : player->next;
}

bool player_wants_pause(const struct player *player)
{
    const struct exercise_view *view = player->view_count ? player->views[0] : NULL;
    if (player->page != player_page_count(player) || !view)
        return false;
    return tension_wants_pause(player->before, exercise_number(exercise_value(view, "tension")),
                               *exercise_value(view, "far-away") != '\0');
}

/* ---- the pieces of a page ---- */

static int draw_exercise(struct player *player, struct view *view, int row,
                         const struct exercise *exercise)
{
    int first = 0;
    for (int i = 0; i < player->view_count; i++) {
        struct exercise_view *x = player->views[i];
        int stops = x->type->stops(x);
        if (x->exercise == exercise) {
            int focus = player->focus - first;
            x->editor_rows = view->rows > 8 ? view->rows - 4 : 4;
            x->top = row;
            int rows = x->type->draw(x, view, row, focus >= 0 && focus < stops ? focus : -1);
            return rows ? rows + 1 : 0;
        }
        first += stops;
    }
    return 0;
}

static bool has_version(const struct block *block)
{
    return block->exercise && block->exercise->version != VERSION_ANY;
}

bool player_has_versions(const struct player *player)
{
    if (player->page < 0 || player->page >= player_page_count(player))
        return false;
    const struct blocks *blocks = &player->lesson.pages[player->page].blocks;
    for (size_t i = 0; i < blocks->count; i++)
        if (has_version(&blocks->items[i]))
            return true;
    return false;
}

/* The same for everybody, whatever they answered anywhere. */
static int draw_version(const struct player *player, struct view *view, int row)
{
    return prose_paragraph(view, row, STYLE_DIM,
                           player->together
                               ? _("With somebody. Press f for the one for you alone.")
                               : _("For you alone. Press f for the one with somebody."));
}

static bool in_list(const struct block *block)
{
    return block->kind == BLOCK_BULLET || block->kind == BLOCK_NUMBERED;
}

static int draw_blocks(struct player *player, struct view *view, int row,
                       const struct blocks *blocks)
{
    int start = row;
    bool told = false;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        if (has_version(block) && !told) {
            row += draw_version(player, view, row);
            told = true;
        }
        if (block->kind == BLOCK_EXERCISE)
            row += draw_exercise(player, view, row, block->exercise);
        else
            row += prose_block(view, row, block);
        if (in_list(block) && (i + 1 == blocks->count || !in_list(&blocks->items[i + 1])))
            row++;
    }
    return row - start;
}

/* The question before a lesson was answered with as much as the one after it may be. */
static bool opens_tense(const struct player *player)
{
    for (int i = 0; i < player->view_count; i++) {
        const struct exercise_view *view = player->views[i];
        if (view->exercise == &player->tension)
            return tension_wants_pause(TENSION_UNKNOWN,
                                       exercise_number(exercise_value(view, "tension")),
                                       *exercise_value(view, "far-away") != '\0');
    }
    return false;
}

/* What this lesson did to the person the last time is said before they open it again. */
static int draw_stirred(const struct player *player, struct view *view, int row)
{
    static const char *const sentences[] = {
        [STIRRED_NOT] = "",
        [STIRRED_TENSE] = N_("The last time, you were tense or far away when you closed this one. "
                             "It may be so again, or not. A shorter sitting counts, too, and so "
                             "does another lesson."),
        [STIRRED_WORSE] = N_("The last time, you said that this one left you worse off. It may be "
                             "so again, or not. A shorter sitting counts, too, and so does another "
                             "lesson."),
    };
    const char *sentence = sentences[player->stirred];
    return *sentence ? prose_paragraph(view, row, STYLE_STRONG, _(sentence)) : 0;
}

static int draw_opening(struct player *player, struct view *view, int row)
{
    const struct lesson *lesson = &player->lesson;
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, lesson->title);
    struct str facts = {0};
    str_printf(&facts, _("About %d minutes, %d pages."), lesson->minutes,
               player_page_count(player));
    if (*lesson->touches)
        str_printf(&facts, _(" It touches on %s."), lesson->touches);
    row += prose_paragraph(view, row, STYLE_DIM, str_text(&facts));
    str_free(&facts);
    row += draw_blocks(player, view, row, &lesson->opening);
    row += draw_exercise(player, view, row, &player->lock);
    row += draw_exercise(player, view, row, &player->tension);
    row += draw_stirred(player, view, row);
    if (opens_tense(player))
        row +=
            prose_paragraph(view, row, STYLE_TEXT,
                            _("That is a lot. You needn't read tonight. You could feel your feet "
                              "on the floor first, or press F1. The lesson will still be here."));
    return row - start;
}

static int draw_pause(struct player *player, struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("This is a good place to stop."));
    row +=
        prose_paragraph(view, row, STYLE_TEXT,
                        _("Being tense, or not quite here, may come from these pages or from "
                          "something else. Either is reason enough. It will all still be here."));
    row += prose_paragraph(
        view, row, STYLE_TEXT,
        _("If it helps, before anything else: feel where your feet touch the floor. "
          "Find five things you can see and say what they are. Let one breath out "
          "take longer than the breath in. If one of these makes it worse, drop it."));
    row += prose_paragraph(view, row, STYLE_TEXT, _("F1 is Help now, from anywhere."));
    row += draw_exercise(player, view, row, &player->calm);
    return row - start;
}

static int draw_closing(struct player *player, struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("That was the last page of this lesson."));
    row += draw_exercise(player, view, row, &player->tension);
    if (player_wants_pause(player))
        row += draw_pause(player, view, row);
    if (player->lesson.ending.count)
        row += draw_blocks(player, view, row, &player->lesson.ending);
    else if (!player_wants_pause(player))
        row +=
            prose_paragraph(view, row, STYLE_TEXT,
                            _("You can stop here. Whatever you answered, or left open, stays as it "
                              "is, and you can come back to any page."));
    if (player->lesson.sources.count) {
        row += prose_paragraph(view, row, STYLE_DIM, _("Sources"));
        row += draw_blocks(player, view, row, &player->lesson.sources);
    }
    return row - start;
}

static void next_label(const struct player *player, struct str *label)
{
    if (player->page == PAGE_OPENING)
        str_puts(label, _("Begin"));
    else if (player->page == player_page_count(player))
        str_puts(label, _("Finish"));
    else if (player_is_last(player))
        str_puts(label, _("Done"));
    else if (player->page + 1 == player_page_count(player))
        str_puts(label, _("On to the end"));
    else if (player->entry->closing || player->entry->sheet)
        str_printf(label, _("On to %s"), player->lesson.pages[player->page + 1].title);
    else
        str_printf(label, _("On to %s %s"), player->lesson.pages[player->page + 1].number,
                   player->lesson.pages[player->page + 1].title);
}

static int draw_next(struct player *player, struct view *view, int row)
{
    bool focused = player->focus == player_exercise_stops(player);
    struct str label = {0};
    next_label(player, &label);
    player->next = (struct stop_place){row, 1, 2};
    if (focused) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_cut(view, row, 2, focused ? STYLE_TITLE : STYLE_TEXT, str_text(&label), view->columns - 2);
    str_free(&label);
    return 1;
}

/* Lays the page out into VIEW and returns its rows. */
static int draw_page(struct player *player, struct view *view)
{
    int row = 1;
    if (player->page == PAGE_OPENING) {
        row += draw_opening(player, view, row);
    } else if (player->page == player_page_count(player)) {
        row += draw_closing(player, view, row);
    } else {
        const struct page *page = &player->lesson.pages[player->page];
        row += prose_paragraph(view, row, STYLE_TITLE, page->title);
        row += draw_blocks(player, view, row, &page->blocks);
    }
    return row + draw_next(player, view, row);
}

/* Keeps the scroll within the page and what is focused within the window. */
static void fit_scroll(struct player *player, int rows)
{
    int most = player->rows_total > rows ? player->rows_total - rows : 0;
    if (player->focus != FOCUS_READING) {
        struct stop_place place = player_place(player, player->focus);
        int stop;
        const struct exercise_view *view = player_view_at(player, player->focus, &stop);
        if (view && stop == 0 && place.row + place.rows - view->top <= rows) {
            place.rows += place.row - view->top; /* its question is part of the first stop */
            place.row = view->top;
        }
        /* What comes into sight from below is put where one can see what follows it. */
        if (place.row + place.rows > player->scroll + rows)
            player->scroll = place.row - rows / 3;
        if (place.row + place.rows > player->scroll + rows)
            player->scroll = place.row + place.rows - rows;
        if (place.row < player->scroll)
            player->scroll = place.row;
    }
    if (player->scroll > most)
        player->scroll = most;
    if (player->scroll < 0)
        player->scroll = 0;
}

void player_draw(struct player *player, struct view *body)
{
    struct view view = ui_prose_column(body);
    struct view nowhere = view;
    nowhere.canvas = NULL;
    player->rows_total = draw_page(player, &nowhere);
    player->rows_shown = view.rows;
    fit_scroll(player, view.rows);
    view.scroll = player->scroll;
    if (player->focus == FOCUS_READING)
        view_cursor(&view, player->scroll ? player->scroll : 1, 0);
    draw_page(player, &view);
    if (player->scroll + view.rows < player->rows_total)
        scroll_mark_more(body);
}

void player_title(const struct player *player, struct view *row)
{
    int pages = player_page_count(player);
    int column = 1;
    if (!player->entry->closing && !player->entry->sheet)
        column += view_puts(row, 0, column, STYLE_TITLE, player->lesson.id) + 1;
    struct str right = {0};
    if (player->page == PAGE_OPENING)
        str_puts(&right, _("before you begin"));
    else if (player->page == pages)
        str_puts(&right, _("the end"));
    else if (player->entry->sheet)
        str_printf(&right, _("page %d of %d"), player->page + 1, pages);
    else
        str_printf(&right, _("%s   page %d of %d"), player->lesson.pages[player->page].number,
                   player->page + 1, pages);
    int bar = pages < 12 ? pages : 0;
    struct view nowhere = {NULL, 0, 0, 1, row->columns, 0};
    int width = view_puts(&nowhere, 0, 0, STYLE_TEXT, str_text(&right));
    int at = row->columns - 1 - width - (bar ? bar + 2 : 0);
    /* What a sheet is about need not stand on top of it, to be read across a room. */
    if (!player->entry->sheet)
        view_cut(row, 0, column, STYLE_TITLE, player->lesson.title, at - column - 1);
    view_puts(row, 0, at, STYLE_TEXT, str_text(&right));
    str_free(&right);
    int done = player->page < 0 ? 0 : player->page >= pages ? pages : player->page + 1;
    at += width + 2;
    if (!bar)
        return;
    view_repeat(row, 0, at, STYLE_ACCENT, glyph(GLYPH_PAGE_DONE), done);
    view_repeat(row, 0, at + done, STYLE_DIM, glyph(GLYPH_PAGE_LEFT), pages - done);
}
