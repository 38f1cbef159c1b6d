" AuraeScript: by its ending, or by its first line.
autocmd BufRead,BufNewFile *.aurae setfiletype aurae
autocmd BufRead * if !did_filetype() && getline(1) =~# '^#!.*\<auraescript\>' | setfiletype aurae | endif
