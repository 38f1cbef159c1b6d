" AuraeScript looks as TypeScript does: that syntax asks for no parentheses.
if exists('b:current_syntax')
  finish
endif
runtime! syntax/typescript.vim
let b:current_syntax = 'aurae'
