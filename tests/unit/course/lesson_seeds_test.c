/* What clang's fuzzer starts from, replayed where there is no fuzzer. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fuzz/lesson_fuzz.c"
#include "mend/base/path.h"

static const char folder[] = "tests/fuzz/lesson";

static int is_seed(const struct dirent *file)
{
    return file->d_name[0] != '.';
}

static void test_seeds(void **state)
{
    (void)state;
    struct dirent **files = NULL;
    int count = scandir(folder, &files, is_seed, alphasort);
    assert_true(count >= 12);
    for (int i = 0; i < count; i++) {
        struct str bytes = {0};
        char *path = path_join(folder, files[i]->d_name);
        assert_int_equal(content_read_file(path, &bytes, NULL), OK);
        assert_true(bytes.length > 0);
        /* Broken promises end the program. */
        assert_int_equal(LLVMFuzzerTestOneInput((const uint8_t *)bytes.bytes, bytes.length), 0);
        str_free(&bytes);
        free(path);
        free(files[i]);
    }
    free(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seeds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
