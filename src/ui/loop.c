/*
 * The loop: wait until something is due, take all input there is, draw once. Without anything
 * due it waits without an end, so an idle program never wakes.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "leave.h"
#include "mend/ui/run.h"
#include "screens/screens.h"
#include "signals.h"
#include "sync.h"
#include "term.h"

enum { READ_SIZE = 65536, READ_MORE = 1024, READS_AT_ONCE = 64, CHUNKS = 64, LEAVE_GRACE = 100 };

/* Bytes read while something waited for the disk, and when they came. */
struct chunk {
    int64_t at;
    size_t length;
};

struct loop {
    struct ui ui;
    struct chunk chunks[CHUNKS]; /* what the backlog is made of */
    int chunk_count;
    struct sync sync;
    struct signals seen; /* while waiting for the disk */
    char bytes[READ_SIZE];
};

static int64_t now(const struct loop *loop)
{
    return clock_monotonic(loop->ui.clock);
}

/* ---- drawing ---- */

static void fit_window(struct loop *loop)
{
    int rows;
    int columns;
    struct ui *ui = &loop->ui;
    term_size(ui->term, &rows, &columns);
    if (rows == ui->canvas.rows && columns == ui->canvas.columns)
        return;
    /* Without memory for a larger picture the old one stays; the next change tries again. */
    if (canvas_resize(&ui->canvas, rows, columns) == OK)
        ui->dirty = true;
}

static void draw(struct loop *loop)
{
    struct ui *ui = &loop->ui;
    if (!ui->dirty || ui->ended || ui->away)
        return;
    ui_draw(ui);
    ui->dirty = term_draw(ui->term, &ui->canvas) != OK;
}

/* ---- signals ---- */

static void merge(struct signals *into, struct signals *from)
{
    into->resized |= from->resized;
    into->stop |= from->stop;
    into->continued |= from->continued;
    into->end = from->end ? from->end : into->end;
    *from = (struct signals){0};
}

/* A signal came, be it while something waited for the disk. */
static bool has_signals(const struct loop *loop)
{
    const struct signals *seen = &loop->seen;
    return signals_pending() || seen->end || seen->resized || seen->continued || seen->stop;
}

static void take_signals(struct loop *loop)
{
    struct signals signals = signals_take();
    merge(&signals, &loop->seen);
    if (signals.end && loop->ui.away)
        leave_or_return(&loop->ui, false);
    if (signals.end) {
        loop->ui.ended = true;
        loop->ui.end_signal = signals.end;
        return;
    }
    if (loop->ui.away) { /* nothing is on the glass; what comes back to it has the new size */
        fit_window(loop);
        return;
    }
    if (signals.stop)
        leave_suspend(&loop->ui);
    if (signals.resized || signals.continued) {
        /* Even at the same size: the terminal may have cropped what it held on the way. */
        fit_window(loop);
        if (signals.continued)
            term_resume(loop->ui.term);
        term_redraw(loop->ui.term);
        loop->ui.dirty = true;
    }
}

/* ---- input ---- */

/* AT is one time for all of them: what takes long must not make the keys behind it late. */
static void drain_events(struct loop *loop, int64_t at)
{
    struct event event;
    while (!loop->ui.ended && !loop->seen.end && input_next(loop->ui.input, at, &event))
        ui_dispatch(&loop->ui, &event);
}

/* When the screen on top wants to be drawn again; -1 when it does not move. */
static int64_t screen_due(const struct loop *loop)
{
    const struct screen *top = loop->ui.top;
    return top && top->type->due ? top->type->due(top) : -1;
}

/*
 * When a sealed file is locked because nobody is there; -1 when it is not. On the unlock screen
 * that takes away what was typed of a passphrase.
 */
static int64_t lock_due(const struct loop *loop)
{
    const struct ui *ui = &loop->ui;
    bool seen = session_has_passphrase(ui->session) && ui->touched >= 0;
    bool moving = screen_due(loop) >= 0; /* somebody breathes along */
    return seen && !moving ? ui->touched + LEAVE_IDLE_LOCK : -1;
}

static void lock_when_idle(struct loop *loop)
{
    int64_t due = lock_due(loop);
    if (due < 0 || due > now(loop))
        return;
    loop->ui.touched = now(loop); /* should it fail, not again at once */
    leave_lock(&loop->ui, false);
}

static void tick(struct loop *loop)
{
    if (loop->ui.away && loop->ui.away_until <= now(loop))
        leave_or_return(&loop->ui, false);
    int64_t due = screen_due(loop);
    if (due >= 0 && due <= now(loop))
        loop->ui.dirty = true;
    lock_when_idle(loop);
    bool trouble = *session_trouble(loop->ui.session) != '\0';
    session_tick(loop->ui.session);
    if (trouble != (*session_trouble(loop->ui.session) != '\0'))
        loop->ui.dirty = true;
}

/* Everything that is due reaches the disk, and the picture the glass; then the test hears of it. */
static void answer_barrier(struct loop *loop)
{
    struct session *session = loop->ui.session;
    do {
        session_drain(session);
        tick(loop);
    } while (session_fd(session) >= 0);
    if (has_signals(loop)) /* a new size, before the picture that is asked for */
        take_signals(loop);
    loop->ui.dirty = loop->ui.dirty || *session_trouble(session);
    draw(loop);
    while (!loop->seen.end && ui_work(&loop->ui))
        draw(loop);
    char answer[32];
    int length = snprintf(answer, sizeof answer, "\x1b]5522;%u\a", ++loop->ui.barriers);
    term_send(loop->ui.term, answer, (size_t)length);
}

static void feed(struct loop *loop, const char *bytes, size_t length, int64_t at)
{
    input_feed(loop->ui.input, bytes, length, at);
    drain_events(loop, at);
}

static void feed_in_test(struct loop *loop, const char *bytes, size_t length)
{
    while (length > 0 && !loop->ui.ended) {
        struct str plain = {0};
        enum sync_found found;
        int64_t milliseconds = 0;
        size_t used = sync_scan(&loop->sync, bytes, length, &plain, &found, &milliseconds);
        if (plain.length)
            feed(loop, plain.bytes, plain.length, now(loop));
        str_free(&plain);
        if (found == SYNC_ADVANCE) {
            clock_advance(loop->ui.clock, milliseconds);
            drain_events(loop, now(loop));
            tick(loop);
        } else if (found == SYNC_BARRIER) {
            answer_barrier(loop);
        }
        bytes += used;
        length -= used;
    }
}

static void take(struct loop *loop, const char *bytes, size_t length, int64_t at)
{
    if (loop->ui.clock->is_virtual)
        feed_in_test(loop, bytes, length);
    else
        feed(loop, bytes, length, at);
}

/* Each chunk at its own time: an Esc half a second before a key is not one with it. */
static void take_backlog(struct loop *loop)
{
    while (loop->ui.backlog.length && !loop->ui.ended && !loop->seen.end) {
        struct str bytes = loop->ui.backlog;
        struct chunk chunks[CHUNKS];
        int count = loop->chunk_count;
        memcpy(chunks, loop->chunks, sizeof chunks);
        loop->ui.backlog = (struct str){0};
        loop->chunk_count = 0;
        size_t done = 0;
        for (int i = 0; i < count && !loop->ui.ended; i++) {
            drain_events(loop, chunks[i].at);
            take(loop, bytes.bytes + done, chunks[i].length, chunks[i].at);
            done += chunks[i].length;
        }
        str_free(&bytes);
    }
}

static void add_to_backlog(struct loop *loop, const char *bytes, size_t length)
{
    int64_t at = now(loop);
    int last = loop->chunk_count - 1;
    str_append(&loop->ui.backlog, bytes, length);
    if (last >= 0 && (last == CHUNKS - 1 || loop->chunks[last].at == at)) {
        loop->chunks[last].length += length;
        return;
    }
    loop->chunks[loop->chunk_count++] = (struct chunk){at, length};
}

static bool readable(int fd)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    return poll(&wait, 1, 0) > 0;
}

/* Takes all there is, so that twenty queued keys are drawn like one. */
static void read_keys(struct loop *loop)
{
    int fd = term_fd(loop->ui.term);
    for (int i = 0; i < READS_AT_ONCE && !loop->ui.ended && !loop->seen.end; i++) {
        take_backlog(loop);
        ssize_t length = read(fd, loop->bytes, sizeof loop->bytes);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0) { /* the terminal was closed */
            loop->ui.ended = true;
            loop->ui.end_signal = SIGHUP;
            return;
        }
        take(loop, loop->bytes, (size_t)length, now(loop));
        explicit_bzero(loop->bytes, (size_t)length);
        if (length < READ_MORE || !readable(fd))
            return;
    }
}

/* ---- waiting ---- */

/*
 * While something waits for the disk, is "leave now" among what was typed meanwhile? A paste that
 * has been silent for long is over, and what comes then stands for itself.
 */
static bool told_to_leave(const struct loop *loop)
{
    const struct str *all = &loop->ui.backlog;
    if (input_holds(loop->ui.input, str_text(all), all->length, CONTROL('X')))
        return true;
    if (loop->chunk_count < 2)
        return false;
    const struct chunk *last = &loop->chunks[loop->chunk_count - 1];
    if (last->at - last[-1].at < INPUT_PASTE_SILENCE)
        return false;
    return input_holds(NULL, all->bytes + all->length - last->length, last->length, CONTROL('X'));
}

/* True when the terminal can still be listened to. */
static bool listen(struct loop *loop, int fd)
{
    char bytes[4096];
    ssize_t length = read(fd, bytes, sizeof bytes);
    if (length > 0)
        add_to_backlog(loop, bytes, (size_t)length);
    explicit_bzero(bytes, sizeof bytes);
    return length > 0; /* closed: the loop will find out for itself */
}

static void hear_signals(struct loop *loop)
{
    struct signals signals = signals_take();
    merge(&loop->seen, &signals);
    if (loop->seen.end)
        session_hurry(loop->ui.session, LEAVE_PATIENCE);
}

/*
 * Words typed before "leave now" that are still to be taken: the disk gets a moment to let them
 * through, for without it they are lost, and the next start says so.
 */
static int grace(const struct loop *loop)
{
    return input_waiting(loop->ui.input) + loop->ui.backlog.length > 1 ? LEAVE_GRACE : 0;
}

/* While the session waits for the disk, "leave now" still does, and a signal hurries it. */
static void wait_for_disk(void *context, int fd, int milliseconds)
{
    struct loop *loop = context;
    struct pollfd waits[3] = {{.fd = fd, .events = POLLIN},
                              {.fd = term_fd(loop->ui.term), .events = POLLIN},
                              {.fd = signals_fd(), .events = POLLIN}};
    for (;;) {
        bool leave = told_to_leave(loop);
        if (leave || loop->seen.end)
            loop->ui.heard = HEARD_END;
        int ready = poll(waits, leave ? 1 : 3, leave ? grace(loop) : milliseconds);
        if (ready > 0 && waits[0].revents)
            return;
        if (leave && ready == 0) {
            if (grace(loop))
                session_note_unsaved(loop->ui.session);
            leave_now(&loop->ui);
        }
        if (ready == 0)
            return;
        if (ready > 0 && !leave && waits[1].revents && !listen(loop, waits[1].fd))
            waits[1].fd = -1;
        hear_signals(loop);
        if (loop->ui.heard == HEARD_NOTHING)
            loop->ui.heard = HEARD_SOMETHING;
        if (milliseconds >= 0)
            return; /* a short pause is over when something came */
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    return a < b ? a : b;
}

/* Milliseconds until something is due; -1 when nothing is. */
static int timeout(const struct loop *loop)
{
    if (loop->ui.clock->is_virtual)
        return -1;
    int64_t due = earlier(input_due(loop->ui.input), session_due(loop->ui.session));
    due = earlier(due, screen_due(loop));
    due = earlier(due, lock_due(loop));
    due = earlier(due, loop->ui.away ? loop->ui.away_until : -1);
    if (due < 0)
        return -1;
    int64_t left = due - now(loop);
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static void run(struct loop *loop)
{
    while (!loop->ui.ended) {
        draw(loop);
        if (ui_work(&loop->ui))
            draw(loop);
        struct pollfd waits[3] = {{.fd = term_fd(loop->ui.term), .events = POLLIN},
                                  {.fd = signals_fd(), .events = POLLIN},
                                  {.fd = session_fd(loop->ui.session), .events = POLLIN}};
        /* What came while something waited for the disk is taken before anything is waited for. */
        bool idle = !loop->ui.backlog.length && !has_signals(loop);
        int ready = poll(waits, 3, idle ? timeout(loop) : 0);
        if (ready < 0 && errno != EINTR)
            break;
        if (waits[1].revents || has_signals(loop))
            take_signals(loop);
        take_backlog(loop);
        if (ready > 0 && waits[0].revents && !loop->ui.ended)
            read_keys(loop);
        drain_events(loop, now(loop));
        tick(loop);
    }
}

/* ---- from beginning to end ---- */

static void close_loop(struct loop *loop)
{
    struct ui *ui = &loop->ui;
    while (ui->top)
        ui_close_top(ui);
    term_close(ui->term);
    input_free(ui->input);
    canvas_free(&ui->canvas);
    str_free(&ui->backlog);
    ui_set_undo(ui, (struct undo_step){0});
    session_on_wait(ui->session, NULL, NULL);
    if (signals_fd() >= 0)
        signals_close(ui->end_signal != 0);
}

void ui_stop_if_asked(void)
{
    if (!getenv(RUN_STOPPED))
        return;
    unsetenv(RUN_STOPPED);
    signals_stop_self();
}

/* Under a virtual clock, the one that locked tells how far the test was. */
static void take_test_state(struct ui *ui)
{
    const char *state = getenv(RUN_TEST_STATE);
    char *end;
    if (!ui->clock->is_virtual || !state)
        return;
    ui->barriers = (unsigned)strtoul(state, &end, 10);
    if (*end == ':')
        clock_advance(ui->clock, strtoll(end + 1, NULL, 10));
    unsetenv(RUN_TEST_STATE);
}

static void begin(struct ui *ui)
{
    const char *erased = getenv(RUN_ERASED);
    if (session_is_locked(ui->session))
        ui_push(ui, &screen_unlock, NULL);
    else if (erased)
        ui_go(ui, TAB_TODAY);
    else
        ui_begin(ui);
    if (erased)
        ui_push(ui, &screen_message, *erased ? erased : _(erase_done));
    unsetenv(RUN_ERASED);
}

int ui_run(struct session *session, struct clock *clock, char **arguments, struct fault *fault)
{
    struct loop *loop = calloc(1, sizeof *loop);
    struct input *input = input_new();
    if (!loop || !input) {
        free(loop);
        input_free(input);
        fault_set_memory(fault);
        return 1;
    }
    struct ui *ui = &loop->ui;
    int status = 1;
    *ui = (struct ui){.session = session, .clock = clock, .input = input, .dirty = true};
    ui->arguments = arguments;
    take_test_state(ui);
    ui->touched = -1;
    if (signals_open(fault) != OK || term_open(&ui->term, fault) != OK)
        goto out;
    session_on_wait(session, wait_for_disk, loop);
    fit_window(loop);
    begin(ui);
    run(loop);
    if (ui->end_signal)
        session_hurry(session, LEAVE_PATIENCE);
    status = ui->end_signal ? 128 + ui->end_signal : 0;
out:
    close_loop(loop);
    free(loop);
    return status;
}
