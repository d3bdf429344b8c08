/* The command line of the shipped program, and the bad days it has to say something sensible on. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "mend/base/str.h"
#include "support/rig.h"

/* Runs mend with ARGUMENTS, without a terminal; what it says goes to OUT. Returns its status. */
static int run(struct str *out, const char *const *arguments)
{
    int ends[2];
    const char *argv[16] = {"mend"};
    for (int i = 0; arguments[i]; i++)
        argv[i + 1] = arguments[i];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        execv(getenv("MEND_BINARY"), (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    char bytes[4096];
    ssize_t length;
    while ((length = read(ends[0], bytes, sizeof bytes)) > 0)
        str_append(out, bytes, (size_t)length);
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void expect(int status, const char *says, const char *const *arguments)
{
    struct str out = {0};
    int got = run(&out, arguments);
    if (got != status || !strstr(str_text(&out), says))
        fail_msg("status %d, \"%s\"; expected %d, \"%s\"", got, str_text(&out), status, says);
    str_free(&out);
}

#define EXPECT(status, says, ...) expect(status, says, (const char *const[]){__VA_ARGS__, NULL})

static void test_usage(void **state)
{
    (void)state;
    EXPECT(0, "mend lint", "--help");
    EXPECT(0, "mend lint", "-h");
    EXPECT(0, "mend ", "--version");
    EXPECT(2, "There is no option \"--frobnicate\"", "--frobnicate");
    EXPECT(2, "There is no command \"fly\"", "fly");
    EXPECT(2, "--home needs a folder", "--home");
    EXPECT(2, "--content needs a folder", "--content=");
    EXPECT(2, "one argument too many", "lint", "a", "b");
    EXPECT(2, "There is no option \"-x\" here", "lint", "-x");
}

static void test_no_terminal(void **state)
{
    (void)state;
    char *home = folder_make();
    EXPECT(1, "found none here", "--home", home);
    folder_remove(home);
}

static void test_content_that_is_not_there(void **state)
{
    (void)state;
    EXPECT(1, "/no/such/folder", "--content", "/no/such/folder");
    EXPECT(2, "/no/such/folder", "lint", "/no/such/folder");
}

static void test_shipped_content_is_clean(void **state)
{
    (void)state;
    struct str out = {0};
    assert_int_equal(run(&out, (const char *const[]){"lint", getenv("MEND_CONTENT"), NULL}), 0);
    assert_string_equal(str_text(&out), "");
    str_free(&out);
}

static void put_file(const char *folder, const char *name, const char *bytes, size_t length)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static char *get_file(const char *folder, const char *name, size_t *length)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *bytes = malloc(1 << 20);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

/* The program says SAYS about what is in mend.db and leaves it byte for byte as it was. */
static void refuses(const char *home, const char *says)
{
    size_t before;
    size_t after;
    char *bytes = get_file(home, "mend.db", &before);
    struct rig *rig = rig_start(.mend_home = home);
    rig_expect_exit(rig, 1);
    size_t length;
    const char *said = rig_since(rig, 0, &length);
    if (!memmem(said, length, says, strlen(says)))
        fail_msg("\"%.*s\" does not say \"%s\"", (int)length, said, says);
    assert_non_null(memmem(said, length, "mend.db", 7));
    rig_stop(rig);
    char *again = get_file(home, "mend.db", &after);
    assert_int_equal(before, after);
    assert_memory_equal(bytes, again, before);
    free(bytes);
    free(again);
}

static void test_not_a_database(void **state)
{
    (void)state;
    char *home = folder_make();
    put_file(home, "mend.db", "Dear diary, this is no database at all, only text.\n", 51);
    refuses(home, "--home");
    folder_remove(home);
}

static void test_a_newer_database(void **state)
{
    (void)state;
    char *home = folder_make();
    char path[4200];
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_key(rig, "C-x");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    snprintf(path, sizeof path, "%s/mend.db", home);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 4000", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    refuses(home, "newer");
    folder_remove(home);
}

/* Each broken lesson is named, and the rest still opens. */
static void test_a_broken_lesson(void **state)
{
    (void)state;
    static const char contents[] = "# Lessons\n\n1. [Fine](lessons/1.md), about 5 minutes\n"
                                   "2. [Gone](lessons/2.md), about 5 minutes\n"
                                   "3. [Empty](lessons/3.md), about 5 minutes\n";
    static const char fine[] =
        "---\nid: 1\ntitle: Fine\nminutes: 5\n---\n\n## 1.1 A page\n\nText.\n\n"
        "```relfect x\nask: What?\n```\n\nMore text.\n";
    char *folder = folder_make();
    char path[4200];
    snprintf(path, sizeof path, "%s/en", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put_file(path, "contents.md", contents, sizeof contents - 1);
    snprintf(path, sizeof path, "%s/en/lessons", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put_file(path, "1.md", fine, sizeof fine - 1);
    put_file(path, "3.md", "", 0);
    struct rig *rig = rig_start(.content = folder);
    rig_expect(rig, "Lesson 1: Fine");
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 1");
    rig_expect(rig, "relfect");
    rig_expect(rig, "More text.");
    rig_script(rig, "<Esc>2<Down>");
    rig_expect(rig, "cannot be read");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "2.md");
    rig_script(rig, "<Enter><Down><Enter>");
    rig_expect(rig, "3.md");
    rig_stop(rig);
    folder_remove(folder);
}

/* A folder nothing can be written to: said while one goes on, and nothing typed is lost. */
static void test_a_full_disk(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    put_file(folder, "file", "", 0);
    snprintf(home, sizeof home, "%s/later", folder);
    assert_int_equal(symlink("/dev/full", home), 0); /* no folder, and never any room */
    struct rig *rig = rig_start(.mend_home = home);
    int status = 0;
    if (rig_shows(rig, "Saturday")) {
        rig_script(rig, "<Enter><End><Enter>");
        rig_expect(rig, "later");
        rig_key(rig, "C-x");
        rig_expect_exit(rig, 0);
    } else {
        status = rig_wait_exit(rig);
        assert_int_equal(WEXITSTATUS(status), 1);
    }
    rig_stop(rig);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_no_terminal),
        cmocka_unit_test(test_content_that_is_not_there),
        cmocka_unit_test(test_shipped_content_is_clean),
        cmocka_unit_test(test_not_a_database),
        cmocka_unit_test(test_a_newer_database),
        cmocka_unit_test(test_a_broken_lesson),
        cmocka_unit_test(test_a_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
