#include "secret.h"

#include <string.h>

#include "mend/base/utf8.h"

enum err secret_open(struct secret *secret, struct fault *fault)
{
    *secret = (struct secret){.bytes = vault_memory(SECRET_MOST + 1)};
    return secret->bytes ? OK : fault_set_memory(fault);
}

void secret_close(struct secret *secret)
{
    vault_memory_free(secret->bytes);
    *secret = (struct secret){0};
}

void secret_clear(struct secret *secret)
{
    explicit_bzero(secret->bytes, SECRET_MOST + 1);
    secret->length = 0;
}

static void add(struct secret *secret, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && secret->length < SECRET_MOST; i++)
        if ((unsigned char)bytes[i] >= 0x20 && bytes[i] != 0x7f) /* no line ends of a paste */
            secret->bytes[secret->length++] = bytes[i];
}

static void remove_last(struct secret *secret)
{
    while (secret->length > 0 && ((unsigned char)secret->bytes[secret->length - 1] & 0xC0) == 0x80)
        secret->bytes[--secret->length] = '\0';
    if (secret->length > 0)
        secret->bytes[--secret->length] = '\0';
}

bool secret_event(struct secret *secret, const struct event *event)
{
    if (event->kind == EVENT_PASTE) {
        add(secret, event->bytes, event->length);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return false;
    if (event->key == KEYCODE_BACKSPACE) {
        remove_last(secret);
        return true;
    }
    if (event->key == CONTROL('U')) {
        secret_clear(secret);
        return true;
    }
    if (!event_is_text(event))
        return false;
    char bytes[4];
    size_t length = utf8_encode(event->key, bytes);
    add(secret, bytes, length);
    explicit_bzero(bytes, sizeof bytes);
    return true;
}

void secret_draw(const struct secret *secret, struct view *view, int row, int column, bool shown)
{
    int room = view->columns - column - 1;
    int cells = 0;
    if (shown) {
        cells = view_cut(view, row, column, STYLE_TEXT, secret->bytes, room);
    } else {
        for (size_t i = 0; i < secret->length; i++)
            cells += ((unsigned char)secret->bytes[i] & 0xC0) != 0x80;
        cells = cells > room ? room : cells;
        view_repeat(view, row, column, STYLE_TEXT, glyph(GLYPH_BULLET), cells);
    }
    view_cursor(view, row, column + cells);
}
