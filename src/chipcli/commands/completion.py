"""Completion: the scripts that make a shell ask the program what may stand in a line."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from chipcli.errors import ExitCode


class Shell(StrEnum):
    """The shells that there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


# What goes wrong in the program, or its absence, must not show in the line that is being typed: hence 2>/dev/null.
# In each script the program is the one that is being typed, by path or alias, or else the one in the search path.

BASH = r"""# bash completion for chipcli; in ~/.bashrc: source <(chipcli completion bash)
_chipcli() {
    local program line manner
    program=$(type -P -- "${1/#\~\//$HOME/}") || program=chipcli
    COMPREPLY=()
    {
        IFS= read -r manner || return 0
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    # compopt came with bash 4.
    case $manner in
        open) compopt -o nospace ;;
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
    esac 2>/dev/null
    return 0
}
complete -o nosort -F _chipcli chipcli 2>/dev/null || complete -F _chipcli chipcli
"""

ZSH = r"""#compdef chipcli
# zsh completion for chipcli; in ~/.zshrc, after compinit: source <(chipcli completion zsh)
_chipcli() {
    local program begun line text about manner
    local -i kept=0 width=0 i
    local -a typed texts abouts shown added
    program=$(whence -p -- ${(Q)words[1]/#\~\//$HOME/}) || program=chipcli
    # The quote that is open is closed, so that the word can be read as one.
    begun=${(Q)${:-$compstate[quote]$PREFIX$compstate[quote]}}
    typed=("${(@Q)words[2,CURRENT-1]}")
    {
        IFS=$'\t' read -r manner kept || return 1
        while IFS= read -r line; do
            text=${line%%$'\t'*} about=${line#*$'\t'}
            texts+=("$text") abouts+=("$about")
            (( ${#text} > width )) && width=${#text}
        done
    } < <("$program" __complete zsh "${(@)typed}" "$begun" 2>/dev/null </dev/null)
    case $manner in
        files|folders)
            (( kept )) && compset -p $kept
            _files ${${(M)manner:#folders}:+-/}
            return ;;
        open) added=(-S '') ;;
    esac
    (( $#texts )) || return 1
    if [[ -n ${(j::)abouts} ]]; then
        for (( i = 1; i <= $#texts; i++ )); do
            # One on a line, cut where the line ends.
            line="${(r:width:)texts[i]}${abouts[i]:+  -- $abouts[i]}"
            shown+=("${line[1,COLUMNS-1]}")
        done
        added+=(-l -d shown)
    fi
    # -U: the program has compared already, without case and accents, and later words of a name as well.
    compadd -U -V chipcli -P "${PREFIX[1,kept]}" "${(@)added}" -a texts
    if [[ $manner = loose ]]; then
        compstate[insert]='' compstate[list]='list force'
    fi
}
if [[ $zsh_eval_context[-1] = loadautofunc ]]; then
    _chipcli "$@"
else
    compdef _chipcli chipcli
fi
"""

FISH = r"""# fish completion for chipcli; in ~/.config/fish/config.fish: chipcli completion fish | source
function __chipcli_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program (command -s -- $typed[1]; or command -s chipcli; or return)
    # A word with an open quote cannot be unescaped before the quote is closed.
    set -l begun (string unescape -- $current 2>/dev/null
        or string unescape -- $current\" 2>/dev/null
        or string unescape -- $current\' 2>/dev/null
        or echo -- $current)
    set -l answer ($program __complete fish $typed[2..-1] "$begun" 2>/dev/null </dev/null)
    set -l manner (string split \t -- $answer[1])
    switch "$manner[1]"
        case files
            printf '%s\n' $manner[2](__fish_complete_path (string replace -- "$manner[2]" '' $begun))
        case folders
            printf '%s\n' $manner[2](__fish_complete_directories (string replace -- "$manner[2]" '' $begun))
        case '*'
            set -q answer[2]; and printf '%s\n' $answer[2..-1]
    end
end
complete -c chipcli -f -k -a '(__chipcli_complete)'
"""

SCRIPTS = {Shell.BASH: BASH, Shell.ZSH: ZSH, Shell.FISH: FISH}


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="Your shell.", show_default=False)],
) -> ExitCode:
    """The script that makes a shell complete commands, names, ids and dates.

    \b
      source <(chipcli completion bash)
      source <(chipcli completion zsh)
      chipcli completion fish | source
    """
    sys.stdout.write(SCRIPTS[shell])
    return ExitCode.ANSWERED


COMMANDS = (completion,)
