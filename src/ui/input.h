/*
 * What a person does, read from the bytes a terminal sends: keys, pastes, the mouse.
 *
 * Bytes go in with input_feed(), events come out of input_next(). Nothing here reads or waits;
 * the caller says what time it is. Malformed input becomes U+FFFD or is dropped; it never
 * becomes a key it is not.
 */
#ifndef MEND_UI_INPUT_H
#define MEND_UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/base/error.h"

/* Milliseconds: how long a lone ESC may still become a longer key; when a paste is over. */
enum { INPUT_ESCAPE_DELAY = 25, INPUT_PASTE_SILENCE = 250 };

#define CONTROL(letter) ((letter)&0x1f)

/* Keys are code points, control characters or one of these. */
enum keycode {
    KEYCODE_TAB = 0x09,
    KEYCODE_ENTER = 0x0d,
    KEYCODE_ESCAPE = 0x1b,
    KEYCODE_BACKSPACE = 0x7f,
    KEYCODE_UP = 0x110000,
    KEYCODE_DOWN,
    KEYCODE_LEFT,
    KEYCODE_RIGHT,
    KEYCODE_HOME,
    KEYCODE_END,
    KEYCODE_PAGE_UP,
    KEYCODE_PAGE_DOWN,
    KEYCODE_INSERT,
    KEYCODE_DELETE,
    KEYCODE_BACK_TAB,
    KEYCODE_CONTROL_UP,
    KEYCODE_CONTROL_DOWN,
    KEYCODE_CONTROL_LEFT,
    KEYCODE_CONTROL_RIGHT,
    KEYCODE_F1,
    KEYCODE_UNKNOWN, /* a well-formed sequence nobody here knows */
};

enum event_kind {
    EVENT_KEY,
    EVENT_PASTE,
    EVENT_CLICK,
    EVENT_WHEEL, /* `key` is KEYCODE_UP or KEYCODE_DOWN */
};

struct event {
    enum event_kind kind;
    int32_t key;
    int row, column;   /* EVENT_CLICK, EVENT_WHEEL: from 0 */
    const char *bytes; /* EVENT_PASTE: valid until the next input_next() */
    size_t length;
};

/* True when the key types a character: a code point that is not a control. */
bool event_is_text(const struct event *event);

struct input;
struct input *input_new(void) MUST_CHECK;
void input_free(struct input *input);

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now);

/* False when there is nothing more, or what there is may still become something longer. */
bool input_next(struct input *input, int64_t now, struct event *event);

/* When input_next() should be asked again though nothing was fed; -1 when never. */
int64_t input_due(const struct input *input);

/*
 * Overwrites what was taken already: a passphrase may have been among it. What was not taken yet
 * stays, for "leave now" may be among that.
 */
void input_wipe(struct input *input);

/* Bytes that were fed and not yet taken. */
size_t input_waiting(const struct input *input);

/*
 * True when KEY, a control character, waits among the bytes that were fed and not yet taken, or in
 * MORE that will be fed after them, outside any paste. INPUT may be NULL: then MORE stands alone.
 */
bool input_holds(const struct input *input, const char *more, size_t length, char key);

#endif
