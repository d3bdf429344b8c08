/* The scale from 0 to 10, as exercises draw and set it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

int exercise_number(const char *value)
{
    char *end;
    if (*value < '0' || *value > '9')
        return -1;
    long number = strtol(value, &end, 10);
    return *end || number > 10 ? -1 : (int)number;
}

void exercise_scale(struct view *page, int row, int column, const char *value)
{
    int number = exercise_number(value);
    if (strcmp(value, "-") == 0) {
        view_printf(page, row, column, STYLE_DIM, "%s  %s", glyph(GLYPH_UNSET), _("not now"));
        return;
    }
    if (number < 0) {
        view_repeat(page, row, column, STYLE_DIM, glyph(GLYPH_UNSET), 11);
        return;
    }
    view_repeat(page, row, column, STYLE_ACCENT, glyph(GLYPH_BAR), number);
    view_puts(page, row, column + number, STYLE_ACCENT, glyph(GLYPH_KNOB));
    view_repeat(page, row, column + number + 1, STYLE_DIM, glyph(GLYPH_TRACK), 10 - number);
    view_printf(page, row, column + 13, STYLE_STRONG, "%d", number);
}

static void set_number(struct exercise_view *view, const char *key, int number)
{
    char text[8];
    snprintf(text, sizeof text, "%d", number < 0 ? 0 : number > 10 ? 10 : number);
    exercise_set(view, key, text);
}

bool exercise_scale_event(struct exercise_view *view, const char *key, int column,
                          const struct event *event)
{
    int number = exercise_number(exercise_value(view, key));
    if (event->kind == EVENT_CLICK) {
        if (column < 0 || column > 10)
            return false;
        set_number(view, key, column);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return false;
    switch (event->key) {
    case KEYCODE_LEFT:
    case 'h':
        set_number(view, key, number < 0 ? 4 : number - 1);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        set_number(view, key, number < 0 ? 6 : number + 1);
        return true;
    case KEYCODE_DELETE:
    case KEYCODE_BACKSPACE:
        if (!*exercise_value(view, key))
            return false;
        exercise_set(view, key, "");
        return true;
    case 's':
        exercise_set(view, key, "-");
        return true;
    default:
        break;
    }
    if (event->key < '0' || event->key > '9')
        return false;
    /* "1" then "0" is ten. */
    set_number(view, key, event->key == '0' && number == 1 ? 10 : (int)event->key - '0');
    return true;
}
