/*
 * Bytes wait in one string. `taken` of them have become events. A paste gathers in a second
 * string until its end mark, or until it has been silent for a quarter of a second: a lost end
 * mark must never swallow the keys that follow it, "leave now" least of all.
 */
#include "input.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"

static const char paste_start[] = "\x1b[200~";
static const char paste_end[] = "\x1b[201~";

struct input {
    struct str bytes;
    size_t taken;
    int64_t fed_at; /* when bytes came last */
    bool in_paste;
    bool paste_given; /* `paste` was handed out and may go */
    struct str paste;
};

/* Sequences as xterm, tmux, the Linux console and the VT100 family send them, without the ESC. */
static const struct {
    const char *sequence;
    int32_t key;
} sequences[] = {
    {"[A", KEYCODE_UP},
    {"[B", KEYCODE_DOWN},
    {"[C", KEYCODE_RIGHT},
    {"[D", KEYCODE_LEFT},
    {"OA", KEYCODE_UP},
    {"OB", KEYCODE_DOWN},
    {"OC", KEYCODE_RIGHT},
    {"OD", KEYCODE_LEFT},
    {"[H", KEYCODE_HOME},
    {"[F", KEYCODE_END},
    {"OH", KEYCODE_HOME},
    {"OF", KEYCODE_END},
    {"[1~", KEYCODE_HOME},
    {"[4~", KEYCODE_END},
    {"[7~", KEYCODE_HOME},
    {"[8~", KEYCODE_END},
    {"[2~", KEYCODE_INSERT},
    {"[3~", KEYCODE_DELETE},
    {"[5~", KEYCODE_PAGE_UP},
    {"[6~", KEYCODE_PAGE_DOWN},
    {"[Z", KEYCODE_BACK_TAB},
    {"[1;5A", KEYCODE_CONTROL_UP},
    {"[1;5B", KEYCODE_CONTROL_DOWN},
    {"[1;5C", KEYCODE_CONTROL_RIGHT},
    {"[1;5D", KEYCODE_CONTROL_LEFT},
    {"[1;3A", KEYCODE_CONTROL_UP},
    {"[1;3B", KEYCODE_CONTROL_DOWN},
    {"[1;3C", KEYCODE_CONTROL_RIGHT},
    {"[1;3D", KEYCODE_CONTROL_LEFT},
    {"[5A", KEYCODE_CONTROL_UP},
    {"[5B", KEYCODE_CONTROL_DOWN},
    {"[5C", KEYCODE_CONTROL_RIGHT},
    {"[5D", KEYCODE_CONTROL_LEFT},
    {"Oa", KEYCODE_CONTROL_UP},
    {"Ob", KEYCODE_CONTROL_DOWN},
    {"Oc", KEYCODE_CONTROL_RIGHT},
    {"Od", KEYCODE_CONTROL_LEFT},
    {"{", KEYCODE_CONTROL_UP},
    {"}", KEYCODE_CONTROL_DOWN},
    {"f", KEYCODE_CONTROL_RIGHT},
    {"b", KEYCODE_CONTROL_LEFT},
    {"OP", KEYCODE_F1},
    {"[11~", KEYCODE_F1},
    {"[[A", KEYCODE_F1},
    {"OM", KEYCODE_ENTER},
};

bool event_is_text(const struct event *event)
{
    return event->kind == EVENT_KEY && event->key >= 0x20 && event->key != KEYCODE_BACKSPACE &&
           event->key < KEYCODE_UP;
}

struct input *input_new(void)
{
    return calloc(1, sizeof(struct input));
}

void input_free(struct input *input)
{
    if (!input)
        return;
    str_free(&input->bytes);
    str_free(&input->paste);
    free(input);
}

static void forget_given_paste(struct input *input)
{
    if (input->paste_given && input->paste.bytes)
        explicit_bzero(input->paste.bytes, input->paste.capacity);
    if (input->paste_given)
        str_free(&input->paste);
    input->paste_given = false;
}

/* What was taken may be from a page that is burned: nothing of it stays behind. */
static void wipe_taken(struct input *input)
{
    struct str *bytes = &input->bytes;
    size_t left = bytes->length - input->taken;
    if (!input->taken)
        return;
    memmove(bytes->bytes, bytes->bytes + input->taken, left);
    explicit_bzero(bytes->bytes + left, input->taken);
    bytes->length = left;
    input->taken = 0;
}

void input_wipe(struct input *input)
{
    wipe_taken(input);
    if (input->paste_given && input->paste.bytes)
        explicit_bzero(input->paste.bytes, input->paste.capacity);
}

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now)
{
    wipe_taken(input);
    str_append(&input->bytes, bytes, length);
    input->fed_at = now;
}

/* Looks for KEY in BYTES outside pastes; IN_PASTE is carried from one stretch to the next. */
static bool find_key(const char *bytes, size_t length, char key, bool *in_paste)
{
    size_t mark = sizeof paste_start - 1;
    for (size_t i = 0; i < length; i++) {
        const char *edge = *in_paste ? paste_end : paste_start;
        if (length - i >= mark && memcmp(bytes + i, edge, mark) == 0)
            *in_paste = !*in_paste;
        else if (!*in_paste && bytes[i] == key)
            return true;
    }
    return false;
}

size_t input_waiting(const struct input *input)
{
    return input->bytes.length - input->taken;
}

bool input_holds(const struct input *input, const char *more, size_t length, char key)
{
    bool in_paste = input && input->in_paste;
    if (input &&
        find_key(str_text(&input->bytes) + input->taken, input_waiting(input), key, &in_paste))
        return true;
    return find_key(more, length, key, &in_paste);
}

int64_t input_due(const struct input *input)
{
    if (input->in_paste)
        return input->fed_at + INPUT_PASTE_SILENCE;
    if (input->taken < input->bytes.length)
        return input->fed_at + INPUT_ESCAPE_DELAY;
    return -1;
}

static bool give_key(struct input *input, struct event *event, int32_t key, size_t length)
{
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    input->taken += length;
    return true;
}

/* Moves what has come of the paste; true when its end was seen. */
static bool gather_paste(struct input *input, const char *bytes, size_t length)
{
    size_t mark = sizeof paste_end - 1;
    const char *end = memmem(bytes, length, paste_end, mark);
    /* Without an end mark the last few bytes stay: they may be its beginning. */
    size_t part = end ? (size_t)(end - bytes) : (length >= mark ? length - mark + 1 : 0);
    str_append(&input->paste, bytes, part);
    input->taken += part + (end ? mark : 0);
    return end != NULL;
}

static bool next_paste(struct input *input, int64_t now, struct event *event)
{
    const char *bytes = input->bytes.bytes + input->taken;
    size_t length = input->bytes.length - input->taken;
    if (!gather_paste(input, bytes, length)) {
        if (now < input->fed_at + INPUT_PASTE_SILENCE)
            return false;
        str_append(&input->paste, input->bytes.bytes + input->taken,
                   input->bytes.length - input->taken);
        input->taken = input->bytes.length;
    }
    input->in_paste = false;
    input->paste_given = true;
    *event = (struct event){
        .kind = EVENT_PASTE, .bytes = str_text(&input->paste), .length = input->paste.length};
    return true;
}

/* An SGR mouse report, ESC [ < button ; column ; row M or m. */
static bool parse_mouse(const char *bytes, size_t length, struct event *event)
{
    int fields[3] = {0};
    int field = 0;
    for (size_t i = 3; i + 1 < length; i++) {
        if (bytes[i] == ';' && field < 2)
            field++;
        else if (bytes[i] >= '0' && bytes[i] <= '9' && fields[field] < 10000)
            fields[field] = fields[field] * 10 + (bytes[i] - '0');
        else
            return false;
    }
    bool pressed = bytes[length - 1] == 'M';
    *event = (struct event){.row = fields[2] - 1, .column = fields[1] - 1};
    if (fields[0] == 0 && pressed) {
        event->kind = EVENT_CLICK;
        return field == 2;
    }
    event->kind = EVENT_WHEEL;
    event->key = fields[0] == 64 ? KEYCODE_UP : KEYCODE_DOWN;
    return field == 2 && (fields[0] == 64 || fields[0] == 65);
}

/* Bytes the UTF-8 sequence that starts with LEAD should have. */
static size_t expected_length(unsigned char lead)
{
    if (lead >= 0xf0 && lead <= 0xf4)
        return 4;
    if (lead >= 0xe0)
        return lead <= 0xef ? 3 : 1;
    return lead >= 0xc2 ? 2 : 1;
}

/*
 * Length of the escape sequence at BYTES (after its ESC): parameters and a final byte after "[",
 * one byte after "O", one byte otherwise. 0 when it is not complete.
 */
static size_t sequence_length(const char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    if (bytes[0] == 'O')
        return length < 2 ? 0 : 2;
    if (bytes[0] != '[') { /* Alt with a letter, which may be more than a byte */
        size_t letter = expected_length((unsigned char)bytes[0]);
        return letter <= length ? letter : 0;
    }
    size_t at = 1;
    if (at < length && bytes[at] == '[') /* the Linux console's function keys: ESC [ [ A */
        return length < 3 ? 0 : 3;
    while (at < length && bytes[at] >= 0x20 && bytes[at] <= 0x3f)
        at++;
    return at < length ? at + 1 : 0;
}

static int32_t find_sequence(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        if (strlen(sequences[i].sequence) == length &&
            memcmp(sequences[i].sequence, bytes, length) == 0)
            return sequences[i].key;
    return KEYCODE_UNKNOWN;
}

/* BYTES starts with ESC. */
static bool next_escape(struct input *input, int64_t now, const char *bytes, size_t length,
                        struct event *event)
{
    /* A second ESC, or a control character, starts something of its own. */
    if (length > 1 && (unsigned char)bytes[1] < 0x20)
        return give_key(input, event, KEYCODE_ESCAPE, 1);
    size_t rest = sequence_length(bytes + 1, length - 1);
    /* "Leave now" in the middle of a broken sequence is still "leave now". */
    for (size_t i = 1; i <= rest || (rest == 0 && i < length); i++)
        if ((unsigned char)bytes[i] < 0x20)
            return give_key(input, event, KEYCODE_UNKNOWN, i);
    if (rest == 0) {
        if (now < input->fed_at + INPUT_ESCAPE_DELAY)
            return false;
        /* Half a sequence that never came to an end is dropped; a lone ESC is the key. */
        return give_key(input, event, length == 1 ? KEYCODE_ESCAPE : KEYCODE_UNKNOWN, length);
    }
    if (rest + 1 == sizeof paste_start - 1 && memcmp(bytes, paste_start, rest + 1) == 0) {
        input->taken += rest + 1;
        input->in_paste = true;
        return next_paste(input, now, event);
    }
    if (bytes[1] == '[' && rest > 2 && bytes[2] == '<') {
        input->taken += rest + 1;
        if (parse_mouse(bytes, rest + 1, event))
            return true;
        *event = (struct event){.kind = EVENT_KEY, .key = KEYCODE_UNKNOWN};
        return true;
    }
    return give_key(input, event, find_sequence(bytes + 1, rest), rest + 1);
}

/* In a locale with another encoding (ISO 8859-1, say) a byte may be a character of its own. */
static size_t decode(const char *bytes, size_t length, int32_t *code_point)
{
    wchar_t wide;
    mbstate_t state = {0};
    if ((unsigned char)bytes[0] >= 0x80 && !utf8_locale()) {
        size_t taken = mbrtowc(&wide, bytes, length, &state);
        if (taken > 0 && taken <= length) {
            *code_point = (int32_t)wide;
            return taken;
        }
    }
    return utf8_decode(bytes, length, code_point);
}

bool input_next(struct input *input, int64_t now, struct event *event)
{
    forget_given_paste(input);
    if (input->taken == input->bytes.length)
        wipe_taken(input);
    if (input->in_paste)
        return next_paste(input, now, event);
    const char *bytes = str_text(&input->bytes) + input->taken;
    size_t length = input->bytes.length - input->taken;
    if (length == 0)
        return false;
    if (bytes[0] == KEYCODE_ESCAPE)
        return next_escape(input, now, bytes, length, event);
    if (bytes[0] == '\b')
        return give_key(input, event, KEYCODE_BACKSPACE, 1);
    if (bytes[0] == '\n')
        return give_key(input, event, KEYCODE_ENTER, 1);
    int32_t key;
    size_t taken = decode(bytes, length, &key);
    if (taken == 1 && length < expected_length((unsigned char)bytes[0]) &&
        now < input->fed_at + INPUT_ESCAPE_DELAY)
        return false;
    return give_key(input, event, key, taken);
}
