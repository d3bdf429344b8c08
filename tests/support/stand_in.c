#include "stand_in.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "mend/base/str.h"

static const char advance[] = "\x1b]5522;t=";
static const char paste_start[] = "\x1b[200~";
static const char paste_end[] = "\x1b[201~";

enum { TIMER_MS = 1000, CHUNK = 4096 };

struct stand_in {
    struct termios before;
    bool silent;
    long now;
    long timer; /* when it goes off; 0 is never */
    long answers;
    size_t searched; /* bytes of an unfinished paste without its end mark */
    bool ended;
    int status;
};

static void put(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno != EINTR)
            _exit(1);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

static void say(const char *format, ...) PRINTF_LIKE(1, 2);
static void say(const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    put(text, (size_t)length);
}

/* ---- what the keys do ---- */

static void show_size(struct stand_in *s)
{
    struct winsize size;
    (void)s;
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    say("size %dx%d\r\n", size.ws_row, size.ws_col);
}

static void show_environment(struct stand_in *s)
{
    (void)s;
    for (char **variable = environ; *variable; variable++)
        say("%s\r\n", *variable);
}

static void flood(struct stand_in *s)
{
    static const char line[] = "all work and no play\r\n";
    (void)s;
    for (int sent = 0; sent < STAND_IN_FLOOD; sent += (int)sizeof line - 1)
        put(line, sizeof line - 1);
    say("flooded\r\n");
}

static void set_timer(struct stand_in *s)
{
    s->timer = s->now + TIMER_MS;
}

static void end(struct stand_in *s)
{
    s->ended = true;
    say("\x1b[?1049lleft\r\n");
    tcsetattr(STDIN_FILENO, TCSADRAIN, &s->before);
}

static void end_badly(struct stand_in *s)
{
    s->ended = true;
    s->status = STAND_IN_CHOSEN_EXIT;
}

static void stop(struct stand_in *s)
{
    (void)s;
    kill(0, SIGTSTP);
    say("going on\r\n");
}

static void die(struct stand_in *s)
{
    (void)s;
    signal(SIGABRT, SIG_DFL);
    abort();
}

static const struct {
    char key;
    const char *text;
    void (*function)(struct stand_in *s);
} actions[] = {
    {'b', "\x1b[1mbold\x1b[m\r\n", NULL},
    {'r', "\x1b[7mreverse\x1b[m\r\n", NULL},
    {'c', "\x1b[31mred\x1b[m\r\n", NULL},
    {'w', "|\xe6\xbc\xa2\xe5\xad\x97|e\xcc\x81|\r\n", NULL},
    {'C', "\x1b[H\x1b[2J", NULL},
    {'m', "\x1b[?1000h\x1b[?1006hmouse\r\n", NULL},
    {'T', "\x1b]2;a title\a\atitled\r\n", NULL},
    {'e', NULL, show_environment},
    {'s', NULL, show_size},
    {'f', NULL, flood},
    {'t', NULL, set_timer},
    {'z', NULL, stop},
    {'a', NULL, die},
    {'q', NULL, end},
    {'\x18', NULL, end},
    {'Q', NULL, end_badly},
};

static void act(struct stand_in *s, char key)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (actions[i].key != key)
            continue;
        if (actions[i].text)
            say("%s", actions[i].text);
        if (actions[i].function)
            actions[i].function(s);
        return;
    }
    say("%02x ", (unsigned char)key);
}

/* ---- input ---- */

static bool begins(const struct str *bytes, size_t at, const char *start)
{
    return bytes->length - at >= strlen(start) &&
           memcmp(bytes->bytes + at, start, strlen(start)) == 0;
}

static void move_time(struct stand_in *s, const char *number)
{
    s->now += strtol(number, NULL, 10);
    if (s->timer && s->now >= s->timer) {
        say("timer went off at %ld\r\n", s->now);
        s->timer = 0;
    }
}

/* Takes one thing from AT on; returns how long it was, 0 when it is not complete. */
static size_t take(struct stand_in *s, const struct str *bytes, size_t at)
{
    const char *start = bytes->bytes + at;
    size_t left = bytes->length - at;
    if (*start == '\x1d') {
        if (!s->silent)
            say("\x1b]5522;%ld\a", ++s->answers);
        return 1;
    }
    if (begins(bytes, at, advance)) {
        const char *bell = memchr(start, '\a', left);
        if (!bell)
            return 0;
        move_time(s, start + sizeof advance - 1);
        return (size_t)(bell + 1 - start);
    }
    if (begins(bytes, at, paste_start)) {
        const char *mark =
            memmem(start + s->searched, left - s->searched, paste_end, sizeof paste_end - 1);
        if (!mark) {
            s->searched = left - (sizeof paste_start - 1);
            return 0;
        }
        s->searched = 0;
        say("pasted %zu\r\n", (size_t)(mark - start) - (sizeof paste_start - 1));
        return (size_t)(mark - start) + sizeof paste_end - 1;
    }
    act(s, *start);
    return 1;
}

static void loop(struct stand_in *s)
{
    struct str bytes = {0};
    char chunk[CHUNK];
    while (!s->ended) {
        ssize_t length = read(STDIN_FILENO, chunk, sizeof chunk);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0) { /* hung up: the signal is on its way */
            pause();
            break;
        }
        str_append(&bytes, chunk, (size_t)length);
        size_t at = 0;
        for (size_t taken; at < bytes.length && !s->ended; at += taken) {
            taken = take(s, &bytes, at);
            if (taken == 0)
                break;
        }
        memmove(bytes.bytes, bytes.bytes + at, bytes.length - at);
        str_truncate(&bytes, bytes.length - at);
    }
    str_free(&bytes);
}

int stand_in(const char *mode)
{
    struct stand_in s = {.silent = strcmp(mode, "silent") == 0};
    if (tcgetattr(STDIN_FILENO, &s.before) != 0)
        return 1;
    struct termios raw = s.before;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    say("\x1b[?1049h\x1b[H\x1b[2Jstand-in\r\n");
    loop(&s);
    return s.status;
}
