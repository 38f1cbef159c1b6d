"""`aer completion`: prints the script that makes a shell complete `aer` lines."""

import argparse

from aurae.cli.arguments import Argument

ARGUMENTS = (
    Argument(("shell",), "The shell.", "SHELL", choices=("bash", "zsh", "fish")),
)  # fmt: skip

BASH = """\
# aer completion for bash: eval "$(aer completion bash)"
_aer() {
    local line word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
            :folders) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(aer __complete "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null)
}
complete -F _aer aer
"""

ZSH = """\
#compdef aer
# aer completion for zsh: eval "$(aer completion zsh)"
_aer() {
    local line
    local -a found
    for line in "${(@f)$(aer __complete $((CURRENT - 1)) "${words[@]}" 2>/dev/null)}"; do
        case $line in
            :files) _files ;;
            :folders) _files -/ ;;
            ?*) found+=("$line") ;;
        esac
    done
    compadd -a found
}
compdef _aer aer
"""

FISH = """\
# aer completion for fish: aer completion fish | source
function __aer_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    for line in (aer __complete (count $before) $before $word 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path $word
            case :folders
                __fish_complete_directories $word
            case '*'
                echo $line
        end
    end
end
complete -c aer -f -a '(__aer_complete)'
"""


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    print({"bash": BASH, "zsh": ZSH, "fish": FISH}[options.shell], end="")
    return 0
