"""How a new init is started where an old one failed."""

from aurae.init.rescue import restart_command

START = ["/usr/bin/python3", "-I", "-S", "/x/init/__main__.py"]
ARGUMENTS = ["/run/aurae", "/sys/fs/cgroup/aurae", "10.0", "--", "--cgroup-root=/x"]


def test_a_new_init_gets_the_arguments_of_the_old_one():
    assert restart_command([*START, *ARGUMENTS]) == [*START, *ARGUMENTS]


def test_a_new_init_is_not_given_the_state_that_the_old_one_failed_with():
    assert restart_command([*START, "--resume", "7", *ARGUMENTS]) == [*START, *ARGUMENTS]
